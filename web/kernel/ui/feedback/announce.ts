let region: HTMLElement | null = null;

/** Tells people who do not see the screen what just happened; the same words twice are told twice. */
export function announce(text: string): void {
  region ??= makeRegion();
  region.textContent = region.textContent === text ? `${text} ` : text;
}

function makeRegion(): HTMLElement {
  const made = document.createElement('div');
  made.setAttribute('role', 'status');
  made.setAttribute('aria-live', 'assertive');
  made.className = 'k-hidden';
  (document.querySelector('main') ?? document.body).append(made);
  return made;
}
