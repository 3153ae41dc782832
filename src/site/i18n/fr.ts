import type { OverallStatus } from '../../status/overall.ts';
import type { AffectedComponent, CurrentState } from '../../status/states.ts';
import { frCommitmentMessages, frUptimeMessages } from './fr-commitments.ts';
import { frSubscribeMessages } from './fr-subscribe.ts';
import { createLocaleFormatters } from './format.ts';
import type { Messages } from './messages.ts';
import { LOCALES } from '../../content/languages.ts';

// A narrow no-break space precedes ; ! and ?. A no-break space precedes : and is used inside « ».

const LOCALE = LOCALES.fr;

const { duration, gap, list, plural } = createLocaleFormatters(LOCALE);

/** Nouns instead of adjectives, because the grammatical gender of component names is unknown. */
export const frMessages: Messages = {
  locale: LOCALE,
  dir: 'ltr',
  colon: '\u00a0:',
  states: {
    operational: 'Opérationnel',
    maintenance: 'Maintenance planifiée',
    unknown: 'État inconnu',
    degraded: 'Perturbations',
    'partial-outage': 'Panne partielle',
    'major-outage': 'En panne',
  },
  phases: {
    investigating: 'Analyse en cours',
    identified: 'Cause identifiée',
    monitoring: 'Sous surveillance',
    resolved: 'Résolu',
    withdrawn: 'Retiré',
    merged: 'Regroupé',
    scheduled: 'Planifiée',
    'in-progress': 'En cours',
    verifying: 'Vérification en cours',
    completed: 'Terminée',
    cancelled: 'Annulée',
    'called-off': 'Annulée',
    'time-over': 'Durée prévue écoulée',
    announced: 'Annoncé',
    ended: 'Terminé',
    update: 'Mise à jour',
  },
  overall: formatOverall,
  duration,
  gap,
  list,
  expected: {
    degraded: 'Ralentissements ou interruptions possibles',
    'partial-outage': 'En partie indisponible pendant un temps',
    'major-outage': 'Indisponible pendant un temps',
  },
  uptime: frUptimeMessages,
  commitments: frCommitmentMessages,
  subscribe: frSubscribeMessages,
  live: {
    late: (length) => `Cette mise à jour a ${length} de retard.`,
    newUpdate: (time) => `Nouvelle mise à jour · ${time}`,
    changed: 'Cette page a changé.',
    show: 'Afficher',
    more: (count) => ` (et ${count} de plus)`,
  },
  page: {
    skip: 'Aller au contenu',
    title: (site) => `État des services ${site}`,
    description: (site) =>
      `L’état des services ${site}, ce qui est fait en cas de problème et quand vous en saurez plus.`,
    navigation: 'Pages',
    history: 'Historique',
    subscribe: 'S’abonner',
    contact: 'Signaler un problème',
    builtAt: 'Page produite le',
    backHome: 'État actuel',
    asOf: 'Situation au',
    stale: 'Cette page n’est peut-être plus à jour.',
    quietSince: (day) => `Aucun problème signalé depuis le ${day}`,
  },
  home: {
    notices: 'Bon à savoir',
    planned: 'Maintenance planifiée',
    components: 'Services',
    otherComponents: 'Autres services',
    recent: 'Les 14 derniers jours',
    noIncidents: 'Rien à signaler.',
    ongoing: 'En cours',
    continued: 'suite',
    reported: 'signalé ce jour-là',
    earlierUpdates: (count) =>
      `${count} ${plural(count, 'mise à jour précédente', 'mises à jour précédentes')}`,
    allUpdates: (count) => `Lire les ${count} mises à jour`,
    moreEntries: (count) => `${count} ${plural(count, 'autre', 'autres')}`,
    andMore: (count) => `et ${count} ${plural(count, 'autre', 'autres')}`,
    wholeHistory: 'Tout l’historique',
    noComponents: 'Aucun service n’est encore répertorié.',
  },
  entry: {
    affected: 'Services touchés',
    affects: 'Services concernés',
    began: 'Début',
    after: (length) => `après ${length}`,
    affectedFor: (length) => `gêne pendant ${length}`,
    watchedUntil: 'surveillé jusqu’à',
    ended: 'Fin',
    foundOut: 'Découvert',
    window: 'Créneau prévu',
    nothingAffected: 'rien n’a été touché',
    withdrawnTitle: (title) => `Retiré\u00a0: ${title}`,
    continuesIn: 'Suite dans',
    calledOffTitle: (title) => `Annulé\u00a0: ${title}`,
    updates: 'Mises à jour',
    noUpdates: 'Il n’y a pas encore de mise à jour.',
    maintenance: 'Maintenance planifiée',
    notice: 'Annonce',
    period: 'Quand',
    corrected: 'Corrigé\u00a0:',
    nextUpdateBy: 'Prochaine mise à jour avant',
    firstUpdateBy: 'Première mise à jour avant',
    updated: 'dernière mise à jour',
    steps: { investigating: 'Recherche', identified: 'Trouvé', monitoring: 'Suivi', resolved: 'Terminé' },
    now: {
      investigating: 'Nous examinons le problème',
      identified: 'Nous avons trouvé la cause',
      monitoring: 'Nous surveillons la correction',
    },
    severity: {
      none: 'Incident',
      minor: 'Incident mineur',
      major: 'Incident majeur',
      critical: 'Incident critique',
    },
  },
  postmortem: {
    title: (incident) => `Ce que nous avons appris\u00a0: ${incident}`,
    read: 'Ce que nous en avons appris',
    published: 'Publié le',
    reviewed: 'Analysé le',
    incident: 'Ce qui s’est passé, mise à jour par mise à jour',
  },
  history: {
    title: 'Historique',
    newest: 'Les plus récents',
    byMonth: 'Mois par mois',
    nothing: 'Il ne s’est encore rien passé.',
    count: (count) => `${count} ${plural(count, 'événement', 'événements')}`,
  },
  component: {
    retired: 'N’est plus en service',
    recordedSince: 'Relevé depuis le',
    history: 'Ce qui s’est passé',
    nothing: 'Il ne s’est encore rien passé ici.',
    byYear: 'Par année',
    inYear: (name, year) => `${name} en ${year}`,
  },
  fallback: {
    title: 'Note sur cette page',
    olderVersion: 'La version la plus récente ne peut pas être affichée pour le moment. Vous voyez celle du',
    settings: 'Les réglages de cette page',
    missing: (count) =>
      count === 1
        ? 'Un avis ne peut pas être affiché pour le moment.'
        : `${count} avis ne peuvent pas être affichés pour le moment.`,
  },
  notFound: {
    title: 'Cette page n’existe pas.',
    text: 'L’adresse contient peut-être une erreur. L’état actuel et tout l’historique se trouvent ici\u00a0:',
  },
  feed: {
    title: (site) => `État des services ${site}`,
    description: (site) =>
      `Chaque mise à jour sur les incidents et les maintenances planifiées chez ${site}.`,
    item: (title, phase, corrected) => `${title} (${phase}${corrected ? ', corrigé' : ''})`,
    affected: (names) => `Services touchés\u00a0: ${names}`,
  },
};

/** Singular and plural. */
const VERBS: Readonly<Record<CurrentState, readonly [string, string]>> = {
  operational: ['fonctionne', 'fonctionnent'],
  maintenance: ['est en maintenance planifiée', 'sont en maintenance planifiée'],
  unknown: ['est dans un état inconnu', 'sont dans un état inconnu'],
  degraded: ['rencontre des problèmes', 'rencontrent des problèmes'],
  'partial-outage': ['est partiellement en panne', 'sont partiellement en panne'],
  'major-outage': ['est en panne', 'sont en panne'],
};

const MAX_NAMES = 3;

function formatOverall(overall: OverallStatus): string {
  const { isUncertain, affected, components, open, monitoringOnly } = overall;
  if (!isUncertain || affected.length === components) return formatKnown(overall);
  return affected.length > 0 || (open > 0 && !monitoringOnly)
    ? `${formatKnown(overall)} Nous ne pouvons rien dire des autres services pour le moment.`
    : 'Nous ne pouvons pas dire pour le moment si tous les services fonctionnent.';
}

function formatKnown({ affected, components, open, monitoringOnly }: OverallStatus): string {
  if (affected.length === 0) {
    if (open === 0) return 'Tous les services fonctionnent.';
    return monitoringOnly
      ? 'Tous les services fonctionnent de nouveau, et nous restons attentifs.'
      : 'Nous examinons un problème.';
  }
  const clusters = [...Map.groupBy(affected, ({ state }) => state).values()];
  const worst = clusters[0]!;
  if (worst.length === components && components > 1) return `Tous les services ${VERBS[worst[0]!.state][1]}.`;
  if (affected.length <= MAX_NAMES) return `${clusters.map(formatCluster).join(', et ')}.`;
  const rest = affected.length - worst.length;
  const head =
    worst.length <= MAX_NAMES
      ? formatCluster(worst)
      : `${worst.length} services ${VERBS[worst[0]!.state][1]}`;
  if (rest === 0) return `${head}.`;
  return `${head}, et ${rest} ${plural(rest, 'autre service est touché', 'autres services sont touchés')}.`;
}

function formatCluster(cluster: readonly AffectedComponent[]): string {
  const verb = VERBS[cluster[0]!.state][cluster.length === 1 ? 0 : 1];
  return `${list(cluster.map(({ name }) => name))} ${verb}`;
}
