/**
 * Things with the shape of a secret, put together while the tests run: no file of this repository holds one. They were
 * never valid anywhere.
 */
const of = (...parts: readonly string[]): string => parts.join('');
/** Letters and digits mixed as if by chance, the same each time. */
function mixed(length: number, letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'): string {
  let seed = 12_345;
  return Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return letters[(seed >>> 16) % letters.length];
  }).join('');
}

export const PLANTED: Readonly<Record<string, string>> = {
  'an AWS access key': of('AK', 'IA', mixed(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')),
  'a GitHub token': of('gh', 'p_', mixed(36)),
  'a fine-grained GitHub token': of('github', '_pat_', mixed(60)),
  'a GitLab token': of('gl', 'pat-', mixed(20)),
  'a Slack token': of('xo', 'xb-', '1234567890-1234567890123-', mixed(24)),
  'a Slack webhook': of('https://hooks.', 'slack.com/services/', 'T0000AAAA/B0000BBBB/', mixed(24)),
  'a Stripe or Paystack key': of('sk_', 'live_', mixed(40)),
  'a Flutterwave key': of('FLW', 'SECK-', mixed(32), '-X'),
  'a Google key': of('AI', 'za', mixed(35)),
  'an npm token': of('npm', '_', mixed(36)),
  'a SendGrid key': of('SG', '.', mixed(22), '.', mixed(43)),
  'a JWT': of('ey', 'J', mixed(20), '.ey', 'J', mixed(30), '.', mixed(43)),
  'a private key': of('-----BEGIN ', 'RSA PRIVATE', ' KEY-----'),
  'an address with a password': of('postgres://app:', mixed(14), '@db.vayva.shop/orders'),
  'a bearer token': of('Bearer ', mixed(32)),
  'a password with its name': of('password: ', mixed(10), '7'),
  'a key with its name': of('API_KEY=', mixed(24), '3'),
};

export const GITHUB_TOKEN = PLANTED['a GitHub token']!;
