import { demo, own, trouble } from '@shared/credentials.js';
import { features } from '@shared/gateway.js';
import { signIn } from '@shared/sign-in.js';
import { useRef, useState } from 'react';
import { SignIn } from './documents.js';
import { Icon } from './Icon.jsx';

/** Whose days are shown, and the panel to change it. */
export function Who({ credential, onPick }) {
  const panel = useRef(null);
  const pick = (next) => {
    panel.current?.hidePopover();
    onPick(next);
  };
  return (
    <>
      <button type="button" className="who" popoverTarget="who">
        <span className="dot" aria-hidden="true" />
        <span>{credential?.label ?? 'Signed out'}</span>
        <Icon name="down" />
      </button>
      <div id="who" ref={panel} popover="auto" role="dialog" aria-label="Whose days">
        <Choices credential={credential} onPick={pick} />
        {credential?.isSecret && (
          <button type="button" className="quiet" onClick={() => pick(null)}>
            Forget it and sign out
          </button>
        )}
      </div>
    </>
  );
}

/** The ways to say who one is. */
export function Choices({ credential, onPick }) {
  return (
    <div className="choices">
      {features.isDemo &&
        Object.values(demo).map((choice) => (
          <Choice key={choice.id} choice={choice} isChosen={credential?.id === choice.id} onPick={onPick} />
        ))}
      {features.canSignIn && <SignInChoice />}
      <OwnToken onPick={onPick} />
      {features.isDemo && <Troubles credential={credential} onPick={onPick} />}
    </div>
  );
}

function Choice({ choice, isChosen, onPick }) {
  return (
    <button type="button" className="choice" aria-pressed={isChosen} onClick={() => onPick(choice)}>
      <strong>{choice.label}</strong>
      <span>{choice.note}</span>
    </button>
  );
}

function SignInChoice() {
  const [error, setError] = useState(null);
  const start = async () => {
    const [first] = await signIn(SignIn);
    setError(first?.message ?? null);
  };
  return (
    <>
      <button type="button" className="choice" onClick={start}>
        <strong>Sign in with Exist</strong>
        <span>Exist asks for your consent and sends you back here</span>
      </button>
      {error && <p role="alert">{error}</p>}
    </>
  );
}

function OwnToken({ onPick }) {
  const [typed, setTyped] = useState('');
  const use = (event) => {
    event.preventDefault();
    if (typed.trim() === '') return;
    setTyped('');
    onPick(own(typed));
  };
  return (
    <form className="own" onSubmit={use}>
      <label>
        <strong>Own token</strong>
        <input
          type="password"
          name="token"
          autoComplete="off"
          placeholder="Token … or Bearer …"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit">Use</button>
      <small>Kept in the memory of this page alone. A reload forgets it.</small>
    </form>
  );
}

function Troubles({ credential, onPick }) {
  return (
    <div className="troubles" role="group" aria-label="Play trouble">
      <small>Or see what your users would see:</small>
      {trouble.map((choice) => (
        <button key={choice.id} type="button" className="chip" aria-pressed={credential?.id === choice.id} onClick={() => onPick(choice)}>
          {choice.label}
        </button>
      ))}
    </div>
  );
}
