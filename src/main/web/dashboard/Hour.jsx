import { useEffect, useState } from 'react';
import { count, countdown, timeHere } from './format.js';
import { Icon } from './Icon.jsx';

/** The bar of the hour, how fresh the page is, and what the last answer cost. */
export function Hour({ ledger, page, localTime }) {
  const exist = ledger?.exist;
  const skew = useSkew(localTime, page.answer?.arrived);
  return (
    <section className="hour" aria-label="The hour of this credential">
      <Budget rateLimit={exist?.rateLimit} reserve={reserved(page.data?.rateLimit)} skew={skew} />
      <p className="cost" aria-live="polite">
        <span className={`pulse ${mark(page)}`} aria-hidden="true" />
        {page.isLoading ? 'Reading…' : <Fresh asOf={page.answer?.exist?.asOf} isStale={page.isKept || page.answer?.exist?.stale} />}
        {ledger && (
          <span className="muted">
            {ledger.operation.name}: {count(exist?.requests ?? 0, 'request')}, {exist?.cached ?? 0} from memory
          </span>
        )}
        <button type="button" className="quiet" onClick={() => page.reload({ refresh: true })} disabled={page.isLoading}>
          <Icon name="refresh" /> Refresh
        </button>
      </p>
    </section>
  );
}

function mark({ isLoading, isKept, answer }) {
  if (isLoading || !answer?.exist?.asOf) return '';
  return isKept || answer.exist.stale ? 'stale' : 'fresh';
}

function Fresh({ asOf, isStale }) {
  if (!asOf) return <span>Nothing read yet</span>;
  return (
    <span>
      {isStale ? 'Stale, as of' : 'As of'} <time dateTime={asOf}>{timeHere(asOf)}</time>
    </span>
  );
}

/** The requests that reads leave to writes. */
function reserved(rateLimit) {
  return rateLimit ? rateLimit.remaining - rateLimit.remainingForReads : 0;
}

function Budget({ rateLimit, reserve: kept, skew }) {
  const left = useLeft(rateLimit?.resetAt, skew);
  if (!rateLimit) return <div className="budget muted">The hour is unknown until the first answer.</div>;
  const { limit, remaining } = rateLimit;
  const used = limit - remaining;
  const reserve = Math.min(kept, remaining);
  const reads = remaining - reserve;
  const share = (number) => ({ flexGrow: number });
  return (
    <div className="budget">
      <div className="meter" role="img" aria-label={`${used} of ${limit} requests used, ${reads} left for reads, ${reserve} kept for writes`}>
        {used > 0 && <span className="used" style={share(used)} />}
        {reads > 0 && <span className="reads" style={share(reads)} />}
        {reserve > 0 && <span className="reserve" style={share(reserve)} />}
      </div>
      <p className="legend">
        <span><i className="used" /><b>{used}</b> used</span>
        <span><i className="reads" /><b>{reads}</b> left for reads</span>
        <span><i className="reserve" /><b>{reserve}</b> kept for writes</span>
        {left !== null && <span className="muted">next one free in {countdown(left)}</span>}
      </p>
    </div>
  );
}

/** How far this computer's clock is behind the gateway's, in milliseconds. */
function useSkew(localTime, arrived) {
  const [skew, setSkew] = useState(0);
  useEffect(() => {
    if (localTime && arrived) setSkew(Date.parse(localTime) - arrived);
  }, [localTime]);
  return skew;
}

function useLeft(moment, skew) {
  const until = () => (moment ? Math.max(0, (Date.parse(moment) - Date.now() - skew) / 1000) : null);
  const [left, setLeft] = useState(until);
  useEffect(() => {
    setLeft(until());
    const timer = setInterval(() => setLeft(until()), 1000);
    return () => clearInterval(timer);
  }, [moment, skew]);
  return left;
}
