import './feedback.css';

/** How far a long job has come; with no total, only that it goes on. */
export function Progress(props: { label: string; done: number; total: number | null }) {
  return (
    <progress
      className="k-progress"
      aria-label={props.label}
      {...(props.total ? { max: props.total, value: Math.min(props.done, props.total) } : {})}
    />
  );
}
