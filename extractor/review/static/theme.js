// Before anything is drawn: the theme chosen last time, else the system's.
(() => {
  try {
    const theme = localStorage.getItem('extract-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch { /* storage may be closed to us: then the system's theme it is */ }
})();
