const KEY = 'graphiql:theme';

/** The chosen theme, `light` or `dark`; null for that of the system. Both pages share it; it survives a reload. */
export function chosenTheme() {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'light' || theme === 'dark' ? theme : null;
  } catch {
    return null; // no storage in this browser
  }
}

export function chooseTheme(theme) {
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // It holds for this page alone
  }
  showTheme(theme);
}

export function showTheme(theme = chosenTheme()) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
