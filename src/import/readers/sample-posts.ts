/** The sample posts of cState's theme, which real pages often contain: day and title. */
const SAMPLE_POSTS: ReadonlySet<string> = new Set([
  '2017-12-17 issues sending dms',
  '2018-04-13 unavailable guilds & connection issues',
  '2018-04-25 us east connection issues',
  '2019-10-05 new pipeline rollout',
  '2023-04-16 formatting testing',
  '2024-02-24 maintenance announcement',
  '2024-02-24 cstate v6 planning meeting',
  '2024-07-23 exciting downtime',
  '2024-12-24 cstate v6 showdown',
  '2024-12-27 api dns resolution error!',
  '2019-10-04 testing new cstate features',
]);

/** Whether a post is one of the theme's own. */
export function isSamplePost(title: string, date: string): boolean {
  return SAMPLE_POSTS.has(`${date.trim().slice(0, 10)} ${title.trim().toLowerCase()}`);
}
