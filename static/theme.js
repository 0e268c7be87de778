// Before the first paint: the theme that the person chose here before, where the browser remembers it.
try {
  const theme = localStorage.getItem("porthole.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme stands.
}
