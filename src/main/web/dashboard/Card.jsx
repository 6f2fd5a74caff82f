import { Icon } from './Icon.jsx';

/** A card with its title and the button that shows the query it was made by. */
export function Card({ title, what = title, children, onShow, className = '', id, aside, level = 2 }) {
  const Heading = `h${level}`;
  return (
    <section className={`card ${className}`} id={id} aria-label={what}>
      <div className="card-head">
        <Heading>{title}</Heading>
        {aside}
        {onShow && <ShowQuery onClick={onShow} what={what} />}
      </div>
      {children}
    </section>
  );
}

export function ShowQuery({ onClick, what }) {
  return (
    <button type="button" className="round small" onClick={onClick} title="Show the query" aria-label={`Show the query of ${what}`}>
      <Icon name="code" />
    </button>
  );
}

/** One line where a card has nothing to show, and why. */
export function Absent({ trouble, isLoading, children }) {
  if (isLoading) return <p className="muted" role="status">Reading…</p>;
  if (trouble) return <p className="muted" role="status">{SAYS[trouble.kind] ?? trouble.message}</p>;
  return <p className="muted" role="status">{children}</p>;
}

const SAYS = {
  limited: 'The hour is spent. This card comes back when a request is free.',
  down: 'Exist does not answer.',
  unreachable: 'The gateway does not answer.',
  'signed-out': 'Exist does not accept this credential.',
  forbidden: 'This credential may not read that.',
};
