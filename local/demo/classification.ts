/**
 * A small classification of acts, as an operator of télétransmission would serve it: the matters that the
 * demonstration publishes in. The operator of a real territory imports the whole one.
 */

const MATTERS: readonly (readonly [string, string, readonly string[]])[] = [
  ['1', 'Commande publique', ['Marchés publics', 'Délégations de service public', 'Conventions de mandat']],
  ['2', 'Urbanisme', ['Documents d’urbanisme', 'Actes relatifs au droit d’occupation ou d’utilisation des sols']],
  ['3', 'Domaine et patrimoine', ['Acquisitions', 'Aliénations', 'Locations']],
  ['4', 'Fonction publique', ['Personnels titulaires et stagiaires', 'Personnels contractuels']],
  ['5', 'Institutions et vie politique', ['Élection de l’exécutif', 'Fonctionnement des assemblées']],
  ['6', 'Libertés publiques et pouvoirs de police', ['Police municipale', 'Pouvoirs du président']],
  [
    '7',
    'Finances locales',
    ['Décisions budgétaires', 'Fiscalité', 'Emprunts', 'Interventions économiques', 'Subventions'],
  ],
  ['8', 'Domaines de compétences par thèmes', ['Enseignement', 'Aide sociale', 'Voirie']],
  ['9', 'Autres domaines de compétences', ['Autres domaines de compétences des communes']],
];

const NATURES = [
  ['1', 'DE', 'Délibérations', ['99_DE']],
  ['2', 'AR', 'Actes réglementaires', ['99_AR']],
  ['3', 'AI', 'Actes individuels', ['99_AI', '22_DD', '41_NC', '42_AT']],
  ['4', 'CC', 'Contrats, conventions et avenants', ['99_CC']],
  ['5', 'BF', 'Documents budgétaires et financiers', ['99_BU']],
  ['6', 'AU', 'Autres', ['99_AU']],
] as const;

/** As XML, `RetourClassification`. */
export const classificationXml = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<actes:RetourClassification xmlns:actes="http://www.interieur.gouv.fr/ACTES#v1.1-20040216">
<actes:DateClassification>2026-01-01</actes:DateClassification>
<actes:NaturesActes>${NATURES.map(
  ([code, short, label, pieces]) =>
    `<actes:NatureActe actes:CodeNatureActe="${code}" actes:Libelle="${label}" actes:TypeAbrege="${short}">${pieces
      .map((piece) => `<actes:TypePJNatureActe actes:CodeTypePJ="${piece}" actes:Libelle="${label}"/>`)
      .join('')}</actes:NatureActe>`,
).join('')}</actes:NaturesActes>
<actes:Matieres>${MATTERS.map(
  ([code, label, under]) =>
    `<actes:Matiere1 actes:CodeMatiere="${code}" actes:Libelle="${label}">${under
      .map((name, at) => `<actes:Matiere2 actes:CodeMatiere="${at + 1}" actes:Libelle="${name}"/>`)
      .join('')}</actes:Matiere1>`,
).join('')}</actes:Matieres>
</actes:RetourClassification>
`;
