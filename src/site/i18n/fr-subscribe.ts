import type { SubscribeMessages } from './subscribe-messages.ts';

export const frSubscribeMessages: SubscribeMessages = {
  title: 'S’abonner',
  lead: 'Recevez chaque mise à jour là où vous lisez déjà. Rien ici ne vous demande votre adresse.',
  people: 'Pour vous',
  components: 'Un seul service',
  componentsText: 'Les mêmes flux pour ce dont vous dépendez, et rien d’autre.',
  programs: 'Pour vos programmes',
  sites: 'Pour vos propres pages',
  methods: {
    rss: {
      name: 'RSS',
      description:
        'Pour les lecteurs de flux, pour les canaux Slack et Teams, et pour les services qui transforment un flux en e-mails.',
    },
    atom: {
      name: 'Atom',
      description: 'Le même flux, pour les lecteurs qui signalent les mises à jour corrigées.',
    },
    json: { name: 'JSON Feed', description: 'Le même flux, le plus simple à lire dans un programme à vous.' },
    calendar: {
      name: 'Calendrier',
      description: 'Les maintenances planifiées dans votre propre calendrier, toujours à jour.',
    },
    incidents: {
      name: 'Incidents en Atom',
      description:
        'Une entrée par incident, sous la forme du flux de Statuspage, pour les robots qui l’attendent.',
    },
    api: {
      name: 'API',
      description: 'Tout ce que montre cette page, en JSON, compatible avec l’API de Statuspage.',
    },
    metrics: {
      name: 'Métriques',
      description: 'États et heures pour Prometheus, pour vos propres alertes.',
    },
    badge: {
      name: 'Badge',
      description: 'Une image de l’état actuel, pour un fichier README ou un tableau de bord.',
    },
    element: {
      name: 'Bandeau',
      description:
        'Une ligne dans votre propre page avec l’état actuel. Avec l’attribut «\u00a0quiet\u00a0», elle est masquée tant que tout fonctionne.',
    },
    frame: { name: 'Cadre', description: 'La même chose sans script.' },
  },
};
