/** Tells those who listen instead of look. @param {string} text */
export function say(text) {
  const voice = document.getElementById('voice');
  if (voice) {
    voice.textContent = text;
  }
}
