import type { SubscribeMessages } from './subscribe-messages.ts';

export const frSubscribeMessages: SubscribeMessages = {
  title: 'S’abonner',
  lead: 'Recevez chaque mise à jour là où vous lisez déjà.',
  button: 'S’abonner aux mises à jour',
  copy: 'Copier',
  copied: 'Copié',
  people: 'Où voulez-vous lire les mises à jour\u202f?',
  components: 'Un seul service',
  componentsText: 'Des flux limités à un service dont vous dépendez.',
  programs: 'Dans vos programmes',
  sites: 'Sur vos propres pages',
  methods: {
    email: {
      name: 'E-mail',
      description: 'Un e-mail par mise à jour. Vous pouvez vous désabonner à tout moment.',
      action: 'S’abonner par e-mail',
    },
    'email-list': {
      name: 'E-mail',
      description:
        'Un e-mail par mise à jour. Envoyez un message vide à cette adresse, puis confirmez la réponse. Vous pouvez vous désabonner à tout moment.',
      action: 'Écrire le message',
    },
    slack: {
      name: 'Slack',
      description: 'Envoyez ce message dans le canal qui doit recevoir les mises à jour.',
    },
    teams: {
      name: 'Microsoft Teams',
      description:
        'Dans le menu d’un canal, choisissez Workflows, cherchez «\u00a0RSS\u00a0» et collez cette adresse comme flux.',
    },
    calendar: {
      name: 'Calendrier',
      description:
        'Les maintenances planifiées dans votre propre calendrier, toujours à jour. Google Agenda demande cette adresse sous «\u00a0À partir de l’URL\u00a0».',
      action: 'Ajouter à votre calendrier',
    },
    rss: {
      name: 'Lecteur de flux',
      description: 'Pour tous les lecteurs, et pour les services qui transforment le RSS en e-mails.',
    },
    api: {
      name: 'API',
      description: 'Tout ce que montre cette page, en JSON, compatible avec l’API de Statuspage.',
    },
    json: {
      name: 'JSON Feed',
      description: 'Chaque mise à jour en JSON, le plus simple à lire dans un programme à vous.',
    },
    atom: {
      name: 'Atom',
      description:
        'Chaque mise à jour en Atom, pour les programmes qui signalent les mises à jour corrigées.',
    },
    incidents: {
      name: 'Incidents en Atom',
      description:
        'Une entrée par incident, sous la forme du flux de Statuspage, pour les robots qui l’attendent.',
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
