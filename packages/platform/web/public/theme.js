// Runs before the first paint, as a file of its own because the content security policy takes no
// inline script. The key and the values are those of src/theme/theme-preference.ts.
try {
  const theme = localStorage.getItem('fluxloop.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be switched off; the system's preference holds then.
}
