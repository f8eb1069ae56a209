import { keyNames } from '../keys/key-names.ts';
import './controls.css';

/** A shortcut as key caps, e.g. `g p` or `mod+k`. */
export function Kbd(props: { keys: string }) {
  return (
    <span className="k-keys">
      {keyNames(props.keys).map((name) => (
        <kbd key={name}>{name}</kbd>
      ))}
    </span>
  );
}
