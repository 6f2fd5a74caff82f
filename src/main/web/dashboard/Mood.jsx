import { useState } from 'react';
import { run, trouble } from './answers.js';
import { Absent, Card } from './Card.jsx';
import { WriteValues } from './documents.js';
import { shortDate } from './format.js';

const SCALE = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const WORDS = ['', 'terrible', 'bad', 'poor', 'so-so', 'okay', 'fine', 'good', 'great', 'perfect'];

/** Today's mood as a row of buttons that write it, and the month before. */
export function Mood({ attributes, credential, record, show, today, update }) {
  const mood = attributes.find(({ name }) => name === 'mood');
  const [write, setWrite] = useState({ status: 'idle' });
  if (!mood) return null;
  const values = mood.values ?? [];
  const now = mood.today?.number ?? null;
  const variables = (value) => ({ updates: [{ name: 'mood', date: today, value }] });

  const choose = async (value) => {
    setWrite({ status: 'writing', value });
    const answer = await run(WriteValues, variables(value), credential);
    record(WriteValues, answer);
    const result = answer.data?.updateAttributes?.results?.[0];
    setWrite({ status: result?.status ?? 'FAILED', value, error: result?.error, trouble: trouble(answer) });
    if (result?.status === 'APPLIED') update((data) => withMood(data, today, value));
  };

  return (
    <Card title="Mood" className="mood" onShow={() => show({ operation: WriteValues, variables: variables(now ?? 7) })}>
      <div className="scale" role="group" aria-label="Today’s mood, from 1 to 9">
        {SCALE.map((value) => (
          <button
            key={value}
            type="button"
            data-mood={value}
            aria-pressed={value === now}
            aria-label={`${value}, ${WORDS[value]}`}
            disabled={write.status === 'writing'}
            onClick={() => choose(value)}
          >
            {value}
          </button>
        ))}
      </div>
      <Outcome write={write} now={now} onAgain={() => choose(write.value)} />
      {values.length === 0 ? <Absent>Nothing recorded.</Absent> : <Strip values={values} />}
    </Card>
  );
}

/** The mood of a day in the page's data, once it is written. */
function withMood(data, date, value) {
  const day = (before) => ({ ...before, number: value, formatted: String(value) });
  const changed = (attribute) =>
    attribute.name !== 'mood'
      ? attribute
      : {
          ...attribute,
          today: day(attribute.today),
          values: attribute.values?.map((row) => (row.date === date ? day(row) : row)),
        };
  const groups = data.me.groups.map((group) => ({ ...group, attributes: group.attributes?.map(changed) }));
  return { ...data, me: { ...data.me, groups } };
}

const OUTCOMES = {
  APPLIED: () => 'Written to Exist.',
  REJECTED: ({ error }) => `Refused: ${refusal(error)}`,
  NOT_SENT: () => 'Not sent: the hour is spent or Exist is unreachable. Nothing was changed.',
  UNKNOWN: () => 'Unknown: the mood was sent and the answer lost. It may be written; writing it again changes nothing else.',
  FAILED: ({ trouble: failed }) => `Nothing was sent. ${failed?.message ?? ''}`,
};

function refusal(error) {
  switch (error?.reason) {
    case 'NOT_ALLOWED':
      return 'this credential only reads. Choose one that may write.';
    case 'NOT_OWNED':
      return 'another service writes this attribute. Acquire it first.';
    default:
      return error?.message ?? 'Exist does not take this value.';
  }
}

function Outcome({ write, now, onAgain }) {
  const says = OUTCOMES[write.status];
  const text = says?.(write) ?? (write.status === 'writing' ? 'Writing…' : now ? `Today is a ${now}: ${WORDS[now]}.` : 'How is today? One click writes it.');
  return (
    <p className="outcome" role="status" data-status={write.status}>
      {text}{' '}
      {['UNKNOWN', 'NOT_SENT'].includes(write.status) && <button type="button" className="chip" onClick={onAgain}>Write it again</button>}
    </p>
  );
}

function Strip({ values }) {
  return (
    <div className="strip" role="img" aria-label={`The last ${values.length} days: ${values.map(({ number }) => number ?? 'none').join(', ')}`}>
      {values.map(({ date, number }) => (
        <span key={date} data-mood={number ?? 'none'} title={`${shortDate(date)}: ${number ?? 'nothing recorded'}`} />
      ))}
    </div>
  );
}
