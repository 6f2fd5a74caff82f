import { useEffect, useRef, useState } from 'react';
import { useAnswer } from './answers.js';
import { Chooser } from './Attribute.jsx';
import { Absent, Card } from './Card.jsx';
import { CompareTwoAttributes, RelatedAttributes } from './documents.js';
import { Scatter } from './Scatter.jsx';
import { pairs } from './series.js';

const DAYS = 90;

/** Correlations of one attribute as sentences, and the days behind the chosen one. Read once it is in view. */
export function Relations({ attributes, credential, record, show }) {
  const place = useRef(null);
  const isSeen = useSeen(place);
  const [name, setName] = useState('mood');
  const [other, setOther] = useState(null);
  const known = attributes.some((attribute) => attribute.name === name) ? name : attributes[0].name;
  const variables = { attribute: known, first: 6 };
  const related = useAnswer(RelatedAttributes, variables, credential, { skip: !isSeen, has, onAnswer: record });
  const attribute = related.data?.me?.attribute;
  const found = attribute?.correlations?.nodes ?? [];
  const chosen = found.find((correlation) => correlation.id === other) ?? found[0];
  return (
    <div ref={place}>
      <Card
        title="Relations"
        className="relations"
        onShow={() => show({ operation: RelatedAttributes, variables })}
        aside={<Chooser label="Attribute of the relations" attributes={attributes} name={known} onChoose={setName} />}
      >
        {found.length > 0 ? (
          <div className="columns even">
            <ol className="sentences">
              {found.map((correlation) => (
                <Sentence key={correlation.id} correlation={correlation} isChosen={correlation === chosen} onChoose={setOther} />
              ))}
            </ol>
            <Pairs one={known} correlation={chosen} credential={credential} record={record} show={show} />
          </div>
        ) : (
          <Absent isLoading={!isSeen || related.isLoading} trouble={related.trouble}>Exist has found no relation of this attribute.</Absent>
        )}
      </Card>
    </div>
  );
}

const has = (data) => Boolean(data?.me?.attribute?.correlations);

function Sentence({ correlation, isChosen, onChoose }) {
  const { id, value, p, isSignificant, secondPerson, attribute2, attribute2Name } = correlation;
  const strength = Math.abs(value);
  return (
    <li>
      <button type="button" className="sentence" aria-pressed={isChosen} onClick={() => onChoose(id)}>
        <span>{secondPerson ?? `Goes with ${attribute2?.label ?? attribute2Name}.`}</span>
        <span className="strength" aria-hidden="true"><span className={value < 0 ? 'negative' : ''} style={{ width: `${strength * 100}%` }} /></span>
        <small>
          {WORDS.find(([from]) => strength >= from)[1]} ({value > 0 ? '+' : '−'}{strength.toFixed(2)}) · {significance(p, isSignificant)}
        </small>
      </button>
    </li>
  );
}

const WORDS = [[0.7, 'very strong'], [0.5, 'strong'], [0.3, 'moderate'], [0, 'weak']];

function significance(p, isSignificant) {
  if (p === null || p === undefined) return 'significance unknown';
  const size = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  return isSignificant ? `significant, ${size}` : `may be chance, ${size}`;
}

function Pairs({ one, correlation, credential, record, show }) {
  const variables = { one, other: correlation.attribute2Name, days: DAYS };
  const answer = useAnswer(CompareTwoAttributes, variables, credential, { onAnswer: record });
  const me = answer.data?.me;
  const points = pairs(me?.other?.values, me?.one?.values);
  return (
    <Card level={3} className="plain" title={`The last ${DAYS} days`} onShow={() => show({ operation: CompareTwoAttributes, variables })}>
      {points.length > 2 ? (
        <Scatter x={labelled(me.other, correlation)} y={labelled(me.one)} points={points} />
      ) : (
        <Absent isLoading={answer.isLoading} trouble={answer.trouble}>Too few days have both.</Absent>
      )}
    </Card>
  );
}

function labelled(attribute) {
  return { label: attribute.label, unit: attribute.unit, valueType: attribute.valueType ?? (attribute.unit === 'min' ? 'DURATION' : 'DECIMAL') };
}

/** Whether the element has been in view. */
function useSeen(place) {
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        setIsSeen(true);
        observer.disconnect();
      }
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return isSeen;
}
