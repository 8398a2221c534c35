// A classic script on purpose: it runs before the first paint, so a chosen theme never flashes.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('portal.theme');
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme;
    }
    const language = localStorage.getItem('portal.language');
    if (language) {
      root.lang = language;
    }
  } catch {
    // Storage may be closed to us; the system's theme and the browser's language stand.
  }
})();
