/** French names of the keys of the directory. */
import type { Field, FunctionKey, SubjectKey, Visibility } from './schema.ts';

export const FUNCTION_NAMES = {
  maire: 'Maire',
  adjoint: 'Adjoint au maire',
  conseiller: 'Conseiller municipal',
  delegue: 'Délégué communautaire',
  president: 'Président',
  'vice-president': 'Vice-président',
  elu: 'Élu',
  dgs: 'Directeur général des services',
  secretaire: 'Secrétaire de mairie',
  responsable: 'Responsable de service',
  agent: 'Agent',
} as const satisfies Record<FunctionKey, string>;

export const SUBJECT_NAMES = {
  accueil: 'Accueil du public',
  'action-sociale': 'Action sociale',
  agriculture: 'Agriculture',
  'commande-publique': 'Commande publique',
  communication: 'Communication',
  culture: 'Culture et patrimoine',
  dechets: 'Déchets',
  eau: 'Eau et assainissement',
  ecoles: 'Écoles et petite enfance',
  economie: 'Économie et commerces',
  energie: 'Énergie',
  environnement: 'Environnement',
  'etat-civil': 'État civil et élections',
  finances: 'Finances et budget',
  habitat: 'Habitat et logement',
  numerique: 'Numérique',
  personnel: 'Personnel',
  securite: 'Sécurité',
  sport: 'Sport et associations',
  tourisme: 'Tourisme',
  transports: 'Transports',
  urbanisme: 'Urbanisme',
  voirie: 'Voirie',
} as const satisfies Record<SubjectKey, string>;

export const FIELD_NAMES = {
  subjects: 'Sujets suivis',
  phone: 'Téléphone professionnel',
  mobile: 'Téléphone mobile',
  email: 'Adresse e-mail professionnelle',
  hours: 'Jours et heures de présence',
} as const satisfies Record<Field, string>;

export const VISIBILITY_NAMES = {
  nobody: 'Personne d’autre que moi',
  organisation: 'Mon organisation seulement',
  network: 'Tous les membres du réseau',
  public: 'Tout le monde, sur la page publique',
} as const satisfies Record<Visibility, string>;
