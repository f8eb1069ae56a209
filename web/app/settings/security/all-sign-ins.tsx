import { SignIns } from './sign-ins.tsx';

/** Sign-ins of all members, for administrators. */
export default function AllSignIns() {
  return <SignIns all />;
}
