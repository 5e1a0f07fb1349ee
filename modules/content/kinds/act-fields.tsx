/** The fields of the forms of acts. */
import { LARGEST_FILE } from '../../../platform/deposits.ts';
import { errorOf, Field, Notice, RadioCards, Select, UploadField } from '../../../web/components/index.ts';
import { NBSP } from '../../../web/format.ts';
import { depositAddresses } from '../../documents/index.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { VOTE_FIELDS } from '../rules-acts.ts';
import { ANNEXE_EXTENSIONS, ANNEXE_HELP } from '../texts.ts';
import type { ActTraits } from './act.tsx';
import type { FieldsProps } from './kind.ts';

const VOTE_LABELS = {
  members: 'Membres de l’assemblée',
  present: 'Présents',
  inFavour: 'Pour',
  against: 'Contre',
  abstained: 'Abstentions',
} as const;

type Part = Pick<FieldsProps, 'values' | 'errors'>;

/** The rapporteur and the vote: folded until there is something to see. */
const Voting = ({ values: { particulars }, errors }: Part) => {
  const names = ['rapporteur', ...VOTE_FIELDS.filter((name) => name !== 'members')];
  const isOpen = names.some((name) => particulars[name] || errorOf(errors, name));
  return (
    <details class="stack" open={isOpen || errorOf(errors, 'members') !== undefined}>
      <summary>Rapporteur et vote (facultatif)</summary>
      <Field
        name="rapporteur"
        label="Rapporteur"
        value={particulars['rapporteur']}
        error={errorOf(errors, 'rapporteur')}
        optional
      />
      {VOTE_FIELDS.map((name) => (
        <Field
          name={name}
          label={VOTE_LABELS[name]}
          width="short"
          inputmode="numeric"
          value={particulars[name]}
          error={errorOf(errors, name)}
          optional
        />
      ))}
    </details>
  );
};

/** Who made the act: CGCT R2131-1 wants the first name, the name and the capacity of its author beside it. */
const Author = ({ values: { particulars }, errors }: Part) => (
  <>
    <Field
      name="authorFirstName"
      label="Prénom de l’auteur de l’acte"
      help="La personne qui a signé : son nom et sa qualité figurent à côté de l’acte, comme la loi le demande."
      value={particulars['authorFirstName']}
      error={errorOf(errors, 'authorFirstName')}
      width="medium"
    />
    <Field
      name="authorLastName"
      label="Nom de l’auteur"
      value={particulars['authorLastName']}
      error={errorOf(errors, 'authorLastName')}
      width="medium"
    />
    <Field
      name="authorCapacity"
      label="Qualité de l’auteur"
      help="Par exemple : Maire, Première adjointe, Président."
      value={particulars['authorCapacity']}
      error={errorOf(errors, 'authorCapacity')}
      width="medium"
    />
  </>
);

const Scope = ({ values: { particulars }, errors }: Part) => (
  <RadioCards
    name="reach"
    label="Que décide cet acte ?"
    value={particulars['reach']}
    error={errorOf(errors, 'reach')}
    options={[
      {
        value: 'general',
        title: 'Une règle ou une mesure générale',
        explanation: 'Circulation, tarifs, police, délégations, organisation… Il se publie.',
      },
      {
        value: 'individual',
        title: 'La situation d’une personne ou d’une entreprise',
        explanation: `Nomination, congé, permis, sanction${NBSP}… Il se notifie à l’intéressé et ne se publie pas.`,
      },
    ]}
  />
);

/** Where the matters are known, one is chosen; else the form says nothing of them. */
const Matter = ({ values: { particulars }, errors, aids }: FieldsProps) =>
  aids &&
  aids.matters.length > 0 && (
    <Select
      name="matter"
      label="Matière"
      help="Celle de la classification de l’État : elle sert au contrôle de légalité et aux données ouvertes."
      blank="Choisir une matière"
      options={aids.matters.map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))}
      value={particulars['matter']}
      error={errorOf(errors, 'matter')}
    />
  );

const PERSONAL_DATA =
  'Un acte publié se lit et se retrouve partout. Avant de publier, vérifiez qu’il ne donne ni adresse personnelle, ni date de naissance, ni rien de la santé, de la famille ou des revenus de quelqu’un : sinon, publiez une version où ces passages sont occultés.';

/** All the fields of an act, in the order in which one finds them in it. */
export const actFields =
  (traits: ActTraits) =>
  ({ values, errors, aids }: FieldsProps) => {
    const part = { values, errors };
    const { particulars } = values;
    const errorFor = (name: string, all: readonly FieldError[] | undefined = errors) => errorOf(all, name);
    return (
      <>
        <UploadField
          {...depositAddresses({ dossier: 'publications' })}
          name="document"
          label="Le document"
          help={traits.documentHelp}
          accept=".pdf,application/pdf"
          maxSize={LARGEST_FILE}
          documents={values.documents}
          error={errorFor('document')}
        />
        <Field
          name="title"
          label="Objet"
          help={`Par exemple : ${traits.example}.`}
          value={values.title}
          error={errorFor('title')}
        />
        <Field
          name="sessionDate"
          label={traits.date === 'session' ? 'Date de la séance' : 'Date de l’acte'}
          type="date"
          width="medium"
          value={particulars['sessionDate']}
          error={errorFor('sessionDate')}
        />
        <Field
          name="number"
          label="Numéro"
          help="Celui du registre. Laissez vide pour prendre le premier numéro libre à la publication."
          width="medium"
          value={particulars['number']}
          error={errorFor('number')}
          optional
        />
        {traits.isEitherReach && <Scope {...part} />}
        <Matter {...part} aids={aids} />
        {traits.hasBudgetYear && (
          <Field
            name="budgetYear"
            label="Exercice"
            help="L’année du budget, par exemple 2026."
            width="short"
            inputmode="numeric"
            value={particulars['budgetYear']}
            error={errorFor('budgetYear')}
          />
        )}
        {traits.hasVote && <Voting {...part} />}
        <Author {...part} />
        <UploadField
          {...depositAddresses({ dossier: 'publications' })}
          name="annexes"
          label="Annexes"
          help={ANNEXE_HELP}
          accept={ANNEXE_EXTENSIONS}
          maxSize={LARGEST_FILE}
          documents={values.annexes}
          error={errorFor('annexes')}
          later="Vous les joindrez une à une sur les pages suivantes."
          multiple
          optional
        />
        <Notice tone="info">
          <p>{PERSONAL_DATA}</p>
        </Notice>
      </>
    );
  };
