// Signing in: a token, or the whole address that holds it, is traded for a cookie.
const form = document.getElementById('signin');
const field = document.getElementById('token');
const wrong = document.getElementById('wrong');

function tokenOf(text) {
  const words = text.trim();
  const at = words.indexOf('token=');
  return at < 0 ? words : words.slice(at + 'token='.length).split(/[&#\s]/)[0];
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  wrong.textContent = '';
  try {
    const answer = await fetch('/api/team/enter', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: tokenOf(field.value) }),
    });
    if (answer.ok) location.reload();
    else wrong.textContent = 'This is nobody’s token. Ask for a new one: --new-token.';
  } catch {
    wrong.textContent = 'The server does not answer.';
  }
});
field.focus();
