import { DAY, HOUR, MINUTE } from '../../time/duration.ts';
import type { TimeLimit } from '../../time/working-time.ts';
import { createLocaleFormatters } from './format.ts';
import type { CommitmentMessages, UptimeMessages } from './commitment-messages.ts';
import { describeWritingChecks } from './writing-checks.ts';
import { LOCALES } from '../../content/languages.ts';

const LOCALE = LOCALES.fr;

const {
  preciseDuration: formatLength,
  share: formatShare,
  list: formatList,
  plural,
  weekdays: formatWeekdays,
  timeOfDay: formatTime,
} = createLocaleFormatters(LOCALE);

export const frUptimeMessages: UptimeMessages = {
  title: 'Disponibilité',
  figure: (share, over) => `${formatShare(share)} sur ${formatDays(Math.round(over / DAY))}`,
  share: formatShare,
  objective: ({ slo, status }) =>
    `${status === 'breached' ? 'sous l’objectif de' : 'objectif'} ${formatShare(slo / 100)}`,
  span: (bars, figures) => {
    if (figures === undefined || figures === bars) return `Les ${bars} derniers jours, une barre par jour`;
    return `Barres\u00a0: les ${bars} derniers jours, chiffres\u00a0: ${formatDays(figures)}`;
  },
  noRecord: (day) => `Aucun relevé avant le ${day}.`,
  unrecorded: 'en gris\u00a0: pas de données',
  days: (impaired, of) => {
    if (impaired > 0) return `Des problèmes sont survenus ${formatDays(impaired)} sur ${of}.`;
    return of === 1 ? 'Aucun problème le dernier jour.' : `Aucun problème ces ${of} derniers jours.`;
  },
  today: 'Aujourd’hui',
  objectiveNow: ({ slo, budget, spent, status }, lost) => {
    const allowed = `Notre objectif est de ${formatShare(slo / 100)}`;
    const permits = `ce qu’il permet (${formatLength(budget)})`;
    if (status === 'breached')
      return `${allowed}, et nous ne l’avons pas atteint\u00a0: ${formatLength(lost)} d’indisponibilité, soit ${formatLength(lost - budget)} de plus que ${permits}.`;
    const kept = `${allowed}, et il est tenu.`;
    if (spent === 0) return `${kept} Rien n’a été perdu de ${permits}.`;
    const left = formatLength(budget - lost);
    return status === 'at-risk'
      ? `${kept} Il ne reste que ${left} de ${permits}.`
      : `${kept} Il reste ${left} de ${permits}.`;
  },
  daysWithIncidents: 'Jours avec des problèmes',
  totalDowntime: (duration) => `${duration} au total`,
  calculation: (weights) => {
    const parts = [
      `une minute de panne compte ${formatWeight(weights['major-outage'])}`,
      `une minute de panne partielle ${formatWeight(weights['partial-outage'])}`,
      `une minute de perturbations ${formatWeight(weights.degraded)}`,
    ];
    return `Ce chiffre est calculé à partir des seuls incidents de cette page\u00a0: ${parts.join(', ')}. Quand plusieurs incidents se chevauchent, chaque minute ne compte qu’une fois, selon le plus grave. La maintenance planifiée et les exercices ne comptent pas.`;
  },
};

export const frCommitmentMessages: CommitmentMessages = {
  title: 'Notre façon de communiquer',
  lead: (site) =>
    `Quand quelque chose ne va pas chez ${site}\u00a0: ce que vous apprenez et quand, et si nous avons tenu parole.`,
  trackRecord: 'Notre bilan',
  updates: ({ updates: { due, onTime }, days }) => {
    const expected = plural(due, 'mise à jour attendue', 'mises à jour attendues');
    const came = plural(onTime, 'est arrivée', 'sont arrivées');
    return `Sur ${due} ${expected} ces ${days} derniers jours, ${onTime === 0 ? 'aucune n’est arrivée' : `${onTime} ${came}`} à temps.`;
  },
  record: ({ due, onTime }) => {
    if (due === onTime) return `Nos ${due} dernières mises à jour sont toutes arrivées à temps.`;
    if (onTime === 0) return `Aucune de nos ${due} dernières mises à jour n’est arrivée à temps.`;
    return `${onTime} de nos ${due} dernières mises à jour ${plural(onTime, 'est arrivée', 'sont arrivées')} à temps.`;
  },
  score: ({ due, onTime }) => `${onTime} sur ${due}`,
  longestGap: 'Plus long silence',
  onTime: 'Mises à jour à temps',
  firstOnTime: 'Premières mises à jour à temps',
  noUpdatesDue: (days) => `Aucune mise à jour n’était attendue ces ${days} derniers jours.`,
  lateUpdates: 'En retard',
  lateBy: (duration) => `${duration} de retard`,
  evidence: ({ updates, confirmedByGit }) => {
    if (confirmedByGit === updates.due)
      return 'L’historique public de cette page confirme l’heure de chaque mise à jour.';
    if (confirmedByGit === 0) return 'Les heures sont celles qui figurent dans les mises à jour elles-mêmes.';
    return `L’historique public de cette page confirme l’heure de ${confirmedByGit} d’entre elles\u202f; pour les autres, nous nous fions aux heures qui figurent dans les mises à jour elles-mêmes.`;
  },
  onlyIfCustomerFacing: 'Sur cette page seulement si les clients s’en aperçoivent.',
  examples: 'Par exemple',
  whenWeUpdate: 'Quand nous vous informons',
  commitments: ({ first, cadence, email, resolution }) => [
    ...(first === undefined
      ? []
      : [`Une première mise à jour au plus tard ${formatLimit(first)} après le constat.`]),
    ...(cadence ? [formatCadence(cadence.due, cadence.late)] : []),
    ...(email === undefined ? [] : [`Un e-mail ${formatAtLeastEvery(email)} jusqu’à la fin.`]),
    ...(resolution === undefined
      ? []
      : [`Une dernière mise à jour au plus tard ${formatLimit(resolution)} après la résolution.`]),
  ],
  noCommitments: 'Nous écrivons quand il y a quelque chose à dire.',
  everySeverity: 'Dans tous les cas',
  monitoring: (length) =>
    `Nous surveillons l’effet d’une réparation pendant au moins ${formatLength(length)} avant de dire que c’est terminé.`,
  notice: (length) =>
    `Une maintenance planifiée est annoncée au moins ${formatLength(length)} avant son début.`,
  officeHours: ({ weekdays, from, to, timezone }) =>
    `Les jours ouvrés sont ${formatWeekdays(weekdays)}, hors jours fériés\u202f; les heures de bureau vont de ${formatTime(from)} à ${formatTime(to)} (${timezone}).`,
  security: (within) =>
    `Un problème de sécurité peut n’apparaître ici qu’au moment où nous pouvons le décrire sans risque${within === undefined ? '' : `, au plus tard ${formatLimit(within)} après sa découverte`}.`,
  writing: 'Ce que nous vérifions avant de publier',
  writingChecks: (checks) =>
    describeWritingChecks(
      checks,
      {
        names: {
          speculation: 'suppositions sur les causes',
          blame: 'reproches',
          promise: 'promesses d’une heure de réparation',
          jargon: 'mots techniques',
          minimising: 'mots qui minimisent un problème',
          impact: 'mention de ce que vous remarquez',
          apology: 'excuses ou remerciements à la fin',
        },
        checked: (names) => `Vérifié dans chaque texte : ${names}.`,
        core: (names) => `Vérifié dans cette langue, pour les formes les plus courantes : ${names}.`,
        withoutWords: (names) => `Non vérifié dans cette langue : ${names}.`,
        off: (names) => `Non vérifié : ${names}.`,
      },
      formatList,
    ),
  corrections: 'Ce que nous avons publié reste. Quand nous le corrigeons, nous le disons à côté.',
  report: 'Nous prévenir',
  reportText: 'Quelque chose ne va pas et vous ne le voyez pas ici\u202f? Dites-le-nous\u00a0:',
  availability: 'Comment la disponibilité est calculée',
};

function formatWeight(weight: number): string {
  if (weight === 1) return 'en entier';
  if (weight === 0.5) return 'pour moitié';
  if (weight === 0.25) return 'pour un quart';
  if (weight === 0.1) return 'pour un dixième';
  return weight === 0 ? 'pour rien' : `pour ${formatShare(weight)}`;
}

function formatLimit(limit: TimeLimit): string {
  if (typeof limit === 'number') return formatLength(limit);
  const { unit, count } = limit;
  if (unit === 'office-hours') return `${formatLength(count)} de bureau`;
  return `${count} ${plural(count, 'jour ouvré', 'jours ouvrés')}`;
}

function formatCadence(due: TimeLimit, late: TimeLimit): string {
  const always = 'même s’il n’y a rien de nouveau';
  if (formatLimit(due) === formatLimit(late))
    return `Puis une mise à jour ${formatAtLeastEvery(late)}, ${always}.`;
  return `Puis une mise à jour ${formatInterval(due)}, et jamais plus de ${formatLimit(late)} après la précédente, ${always}.`;
}

function formatAtLeastEvery(length: TimeLimit): string {
  const every = formatInterval(length);
  return every.startsWith('tou') ? `au moins ${every}` : every;
}

/** `toutes les heures`, `toutes les 30 minutes`, `tous les 3 jours`; otherwise the time between two. */
function formatInterval(length: TimeLimit): string {
  if (typeof length !== 'number')
    return `${length.unit === 'office-hours' ? 'toutes les' : 'tous les'} ${formatLimit(length)}`;
  if (length === MINUTE) return 'toutes les minutes';
  if (length === HOUR) return 'toutes les heures';
  if (length < HOUR || (length < 2 * DAY && length % HOUR === 0)) return `toutes les ${formatLength(length)}`;
  if (length % DAY === 0) return `tous les ${formatLength(length)}`;
  return `avec au plus ${formatLength(length)} d’intervalle`;
}

function formatDays(count: number): string {
  return `${count} ${plural(count, 'jour', 'jours')}`;
}
