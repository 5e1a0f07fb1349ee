/** What the demonstration tells: invented people of real communes, ordinary news, ordinary acts. */

export interface News {
  title: string;
  text: string;
  audience: 'organisation' | 'network' | 'public';
}

export interface Act {
  number: string;
  /** As `2026-11-19`. */
  sessionDate: string;
  subject: string;
  /** Of the classification of the demonstration. */
  matter: string;
  vote?: { members: number; present: number; inFavour: number; against: number; abstained: number };
  paragraphs: readonly string[];
}

export interface Commune {
  name: string;
  slug: string;
  mailbox: string;
  referent: { firstName: string; lastName: string; position: string };
  /** False: her mailbox is known, she has not signed up yet. Try her. */
  joins: boolean;
  news: readonly News[];
  acts: readonly Act[];
  readers: readonly string[];
  /** Begun and not published yet. */
  draft?: News;
  /** Invited by the référent, she has joined. */
  colleague?: { firstName: string; lastName: string; email: string; role: string };
}

type Told = Pick<Commune, 'referent' | 'news' | 'acts' | 'readers' | 'draft' | 'colleague'>;

/** An ISO day so many days before today. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const year = new Date().getFullYear();

const STORIES: readonly Told[] = [
  {
    referent: { firstName: 'Camille', lastName: 'Dubreuil', position: 'Secrétaire de mairie' },
    readers: ['habitante@exemple.test', 'correspondant@journal.test'],
    colleague: { firstName: 'Hélène', lastName: 'Vidal', email: 'helene.vidal@exemple.test', role: 'publisher' },
    draft: {
      title: 'Vœux du maire : samedi 9 janvier',
      text: 'Le conseil municipal vous invite à la cérémonie des vœux, à 18 h à la salle des fêtes.',
      audience: 'public',
    },
    acts: [
      {
        number: `${year}-014`,
        sessionDate: daysAgo(4),
        subject: 'Convention d’entretien de la voirie communautaire',
        matter: '8.3',
        vote: { members: 19, present: 16, inFavour: 17, against: 0, abstained: 1 },
        paragraphs: [
          'Le maire expose que l’entretien des voies d’intérêt communautaire traversant la commune fait l’objet d’une convention avec l’intercommunalité, arrivée à son terme.',
          'Après en avoir délibéré, le conseil municipal approuve la nouvelle convention pour une durée de trois ans et autorise le maire à la signer.',
          'Adopté à l’unanimité des membres présents.',
        ],
      },
      {
        number: `${year}-013`,
        sessionDate: daysAgo(4),
        subject: 'Tarifs de la cantine scolaire',
        matter: '8.1',
        vote: { members: 19, present: 16, inFavour: 14, against: 2, abstained: 2 },
        paragraphs: [
          'Le maire propose de maintenir les tarifs de la cantine à leur niveau actuel pour la fin de l’année scolaire.',
          'Après en avoir délibéré, le conseil municipal décide de maintenir le prix du repas à 2,90 euros.',
        ],
      },
    ],
    news: [
      {
        title: 'Marché de Noël : les inscriptions sont ouvertes',
        text: 'Les artisans et les associations peuvent réserver un emplacement jusqu’au 5 décembre.\n\nLe marché se tient sous la halle, le dimanche 13 décembre, de 9 h à 18 h.',
        audience: 'public',
      },
      {
        title: 'Coupure d’eau rue des Remparts jeudi matin',
        text: 'Une réparation du réseau est prévue jeudi de 8 h 30 à 12 h. Prévoyez une réserve d’eau.',
        audience: 'public',
      },
      {
        title: 'Prêt de barrières entre communes',
        text: 'Nous avons 40 barrières disponibles jusqu’à la fin de l’année. Écrivez-nous pour les emprunter.',
        audience: 'network',
      },
      {
        title: 'Congés de fin d’année : poser ses dates avant vendredi',
        text: 'L’accueil reste ouvert les 24 et 31 décembre le matin. Merci d’indiquer vos souhaits.',
        audience: 'organisation',
      },
    ],
  },
  {
    referent: { firstName: 'Mathieu', lastName: 'Ferrand', position: 'Directeur général des services' },
    readers: ['habitante@exemple.test'],
    acts: [
      {
        number: `${year}-052`,
        sessionDate: daysAgo(11),
        subject: 'Subventions aux associations sportives',
        matter: '7.5',
        paragraphs: [
          'L’adjointe aux sports présente les demandes reçues et l’avis de la commission.',
          'Après en avoir délibéré, le conseil municipal attribue les subventions selon le tableau présenté en séance.',
        ],
      },
    ],
    news: [
      {
        title: 'Collecte des déchets : nouveaux jours à partir du 1er décembre',
        text: 'Treize communes changent de jour de collecte. L’affiche à imprimer pour le panneau de la mairie est jointe au courrier reçu cette semaine.',
        audience: 'network',
      },
      {
        title: 'La médiathèque ouvre le samedi toute la journée',
        text: 'À partir de décembre, la médiathèque est ouverte le samedi de 10 h à 18 h sans interruption.',
        audience: 'public',
      },
    ],
  },
  {
    referent: { firstName: 'Inès', lastName: 'Castaing', position: 'Maire' },
    readers: [],
    acts: [],
    news: [
      {
        title: 'Recensement : deux agents recrutés pour janvier',
        text: 'La commune recrute deux agents recenseurs du 21 janvier au 20 février. Candidatures en mairie.',
        audience: 'public',
      },
    ],
  },
];

/** Known ones for the default territory; the first of the register elsewhere. */
const CHOSEN: Readonly<Record<string, readonly { name: string; slug: string }[]>> = {
  '47': [
    { name: 'Agen', slug: 'agen' },
    { name: 'Villeneuve-sur-Lot', slug: 'villeneuve-sur-lot' },
    { name: 'Mézin', slug: 'mezin' },
    { name: 'Nérac', slug: 'nerac' },
    { name: 'Lavardac', slug: 'lavardac' },
  ],
};

/** Five communes whose mailbox is known; three of them have joined, two are there to try. */
export function communesOf(territory: string, proposed: readonly { name: string; slug: string }[]): Commune[] {
  const chosen = CHOSEN[territory] ?? proposed.slice(0, 5);
  return chosen.map(({ name, slug }, at) => {
    const told = STORIES[at];
    const common = { name, slug, mailbox: `mairie@${slug}.test` };
    const unknown = { referent: { firstName: '', lastName: '', position: '' }, news: [], acts: [], readers: [] };
    return told ? { ...common, ...told, joins: true } : { ...common, ...unknown, joins: false };
  });
}
