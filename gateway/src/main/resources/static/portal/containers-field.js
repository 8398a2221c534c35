import { html, nothing } from 'lit';
import { containerNumber, digitHolds, readContainers } from './container.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { text } from './form-fields.js';
import { isProse, recognised } from './recognition.js';

/**
 * Container numbers, one or many pasted; each is shown as it was read, while one types. A wrong check digit is
 * flagged, not refused: the number may stand on a cloned box exactly so.
 * @param {string} value
 * @param {string | undefined} error
 * @param {(value: string) => void} change
 * @param {{found: import('./recognition.js').Recognised | null, pasted: (text: string) => void}} paste
 */
export function containersField(value, error, change, { found, pasted }) {
  const { numbers, incomplete, unread } = readContainers(value);
  return html`
    <div class="stack-small" @paste=${(/** @type {ClipboardEvent} */ event) => {
      const given = event.clipboardData?.getData('text/plain') ?? '';
      if (isProse(given)) {
        event.preventDefault();
        pasted(given);
      }
    }}>
      ${text({
        name: 'containers', label: t('form.containers'), hint: t('form.containers.hint'), error, value,
        rows: 2, mono: true, change,
      })}
      ${recognised(found)}
      <ul class="read-boxes" aria-label=${t('form.containers.read')} data-read>
        ${numbers.map((number) => html`<li>${containerNumber(number, digitHolds(number))}</li>`)}
        ${incomplete.map(({ ten, digit }) => html`
          <li class="flag flag-warning">${icon('warning', 'icon-small')}<span class="mono">${ten}</span>${
            t('form.containers.incomplete', { digit })}</li>`)}
        ${unread.map((word) => html`
          <li class="flag flag-critical">${icon('warning', 'icon-small')}<span class="mono">${word}</span>${
            t('form.containers.unread')}</li>`)}
      </ul>
      ${numbers.some((number) => !digitHolds(number))
        ? html`<p class="hint small">${t('form.containers.wrong')}</p>`
        : nothing}
    </div>`;
}
