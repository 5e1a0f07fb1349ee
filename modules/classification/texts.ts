export const TEXTS = {
  xmlNeeded: 'Collez le contenu du fichier de classification.',
  tooLong: 'Ce texte est trop long pour une classification. Collez le seul fichier RetourClassification.',
  notXml: 'Ce texte n’est pas un fichier XML lisible. Ouvrez le fichier, copiez tout son contenu, puis collez-le ici.',
  notClassification:
    'Ce fichier n’est pas une classification ACTES : il doit commencer par RetourClassification, avec sa date et ses matières.',
} as const;
