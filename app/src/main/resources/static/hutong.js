// Small comforts. Every page works without them.
document.documentElement.classList.add('js');

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.copied;
});

// The error summary takes the focus, so that it is read first.
document.getElementById('errors')?.focus();

// A second press of a button does not send a form twice.
document.addEventListener('submit', event => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = 'yes';
});
addEventListener('pageshow', () =>
  document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));

// A waiting page asks again by itself, ever more slowly, and is replaced when its answer is there.
const waiting = document.querySelector('[data-wait]');
if (waiting) {
  let pause = 1000;
  const ask = async () => {
    try {
      const answer = await fetch(location.href, {headers: {Accept: 'text/html'}});
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (answer.ok && page.querySelector('[data-wait]')?.dataset.wait !== waiting.dataset.wait) {
        location.replace(answer.url);
        return;
      }
    } catch { /* no network: ask later */ }
    pause = Math.min(pause * 1.4, 15000);
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}
