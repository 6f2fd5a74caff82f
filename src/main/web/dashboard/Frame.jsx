import { features, graphiql } from '@shared/gateway.js';
import { chooseTheme, chosenTheme } from '@shared/theme.js';
import { useState } from 'react';
import { Icon } from './Icon.jsx';
import { Logo } from './Logo.jsx';
import { Who } from './Who.jsx';

export function Header({ credential, onPick }) {
  return (
    <header className="bar">
      <a className="brand" href="./" aria-label="Exist Graph">
        <Logo />
        <span>Exist Graph</span>
      </a>
      <nav aria-label="Pages">
        <a href={graphiql}>GraphiQL</a>
        <a href="graphql/schema">Schema</a>
      </nav>
      <ThemeButton />
      <Who credential={credential} onPick={onPick} />
    </header>
  );
}

const THEMES = [null, 'light', 'dark'];
const NAMES = { null: 'as the system', light: 'light', dark: 'dark' };
const ICONS = { null: 'auto', light: 'sun', dark: 'moon' };

function ThemeButton() {
  const [theme, setTheme] = useState(chosenTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  const change = () => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" className="round" onClick={change} title={`Theme: ${NAMES[theme]}`} aria-label={`Theme: ${NAMES[theme]}. Change to ${NAMES[next]}`}>
      <Icon name={ICONS[theme]} />
    </button>
  );
}

export function Footer({ onShow }) {
  return (
    <footer>
      <p>
        {features.isDemo && 'Everybody here is made up. '}
        The page is one GraphQL query, which the gateway plans as four requests to Exist.
      </p>
      <button type="button" className="quiet" onClick={onShow}>
        <Icon name="code" /> Show the query of this page
      </button>
    </footer>
  );
}
