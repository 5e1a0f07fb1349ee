import {
  Button,
  ButtonLink,
  Checkbox,
  DefinitionList,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  RadioCards,
  Section,
  TextArea,
} from '../../../web/components/index.ts';
import { checkColour, isHex } from '../../../web/colours.ts';
import { de, formatNumber } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import type { Presentation } from '../store/presentation.ts';
import type { RegisterEntry } from '../store/register.ts';
import { KIND_TEXTS, PRESENTED_TEXTS } from '../texts.ts';

/** Offered to whoever has not chosen yet. */
const FIRST_COLOUR = '#1c5546';

export const PresentationPage = (props: {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
  name: string;
  slug: string;
  siren: string;
  facts: RegisterEntry | undefined;
  mailbox: string | undefined;
  /** What the form shows: as stored, or as typed. */
  values: Readonly<Record<string, string>>;
  /** What somebody else saved meanwhile. */
  newest?: Presentation | undefined;
  done?: boolean | undefined;
}) => {
  const { errors, values } = props;
  const common = (name: keyof typeof PRESENTED_TEXTS) => ({
    name,
    label: PRESENTED_TEXTS[name],
    value: values[name],
    error: errorOf(errors, name),
    optional: true,
  });
  return (
    <Page
      title="Ma page publique"
      chrome={props.chrome}
      heading="Ma page publique"
      lead={`Ce que tout le monde lit sur la page ${de(props.name)}, avec ses publications.`}
      breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
      action={
        values.isPublic === 'oui' && (
          <ButtonLink href={`/c/${props.slug}`} tone="plain">
            Voir la page
          </ButtonLink>
        )
      }
    >
      {props.done && (
        <Notice tone="success">C’est enregistré. La page change dans les deux minutes pour tout le monde.</Notice>
      )}
      <ErrorSummary errors={errors} />
      {props.newest && <Newest newest={props.newest} />}
      <Form action="/organisation/page-publique" once>
        <input type="hidden" name="version" id="version" value={values.version} />
        <TextArea {...common('address')} rows={3} help="Telle qu’on l’écrit sur une enveloppe." />
        <Field
          {...common('telephone')}
          type="tel"
          width="medium"
          autocomplete="off"
          help="Par exemple 05 53 00 00 00."
        />
        <TextArea
          {...common('hours')}
          rows={4}
          help="Une ligne par jour, comme sur la porte : « Lundi et jeudi : 9 h – 12 h »."
        />
        <Field
          {...common('email')}
          type="email"
          autocomplete="off"
          help="L’adresse à laquelle les habitants écrivent."
        />
        <Field {...common('website')} type="url" autocomplete="off" help="Par exemple www.exemple.fr." />
        <Checkbox
          name="ownColour"
          label="Donner à la page notre propre couleur"
          help="Sinon, elle prend celle du territoire."
          checked={values.ownColour !== undefined}
        />
        <Colour values={values} error={errorOf(errors, 'accent')} />
        <RadioCards
          label="La page publique"
          name="isPublic"
          value={values.isPublic}
          error={errorOf(errors, 'isPublic')}
          options={[
            {
              value: 'oui',
              title: 'Ouverte',
              explanation: 'Tout le monde lit vos publications, télécharge vos documents et peut s’abonner.',
              icon: 'globe',
            },
            {
              value: 'non',
              title: 'Fermée',
              explanation:
                'Plus personne ne peut la lire, ni s’abonner, ni publier pour tout le monde. Ce qui a été publié est gardé et revient si vous rouvrez la page.',
              icon: 'lock',
            },
          ]}
        />
        <Button>Enregistrer</Button>
      </Form>
      <Facts {...props} />
    </Page>
  );
};

/** The colour, and when it cannot be read, the nearest that can: one button takes it. */
const Colour = ({ values, error }: { values: Readonly<Record<string, string>>; error: string | undefined }) => {
  const chosen = values.accent ?? FIRST_COLOUR;
  const checked = error !== undefined && isHex(chosen) ? checkColour(chosen) : undefined;
  return (
    <>
      <Field label="Notre couleur" name="accent" type="color" width="short" value={chosen} error={error} optional />
      {checked?.passes === false && (
        <div class="toolbar">
          <svg width="44" height="44" aria-hidden="true">
            <rect width="44" height="44" rx="6" fill={checked.nearest} />
          </svg>
          <Button name="proposed" value={checked.nearest} tone="plain">
            Prendre la couleur proposée ({checked.nearest})
          </Button>
        </div>
      )}
    </>
  );
};

const Newest = ({ newest }: { newest: Presentation }) => (
  <Notice tone="warning" title="Quelqu’un d’autre a changé ces réglages pendant que vous écriviez.">
    <p>Vos changements sont ci-dessous, pas encore enregistrés. Voici ce qui est enregistré :</p>
    <ul>
      {Object.entries(PRESENTED_TEXTS).map(([name, label]) => (
        <li>
          {label} : {Object.entries(newest).find(([key]) => key === name)?.[1] ?? 'rien'}
        </li>
      ))}
      <li>La page publique : {newest.isPublic ? 'ouverte' : 'fermée'}</li>
    </ul>
  </Notice>
);

const Facts = ({
  facts,
  siren,
  mailbox,
}: {
  facts: RegisterEntry | undefined;
  siren: string;
  mailbox: string | undefined;
}) => (
  <Section title="Ce que dit le registre">
    <p class="soft">
      Ces données viennent du registre de l’État, relu chaque année. Une erreur ? Écrivez à l’opérateur.
    </p>
    <DefinitionList
      items={[
        { term: 'SIREN', description: siren },
        ...(facts
          ? [
              { term: 'Type', description: KIND_TEXTS[facts.kind] },
              ...(facts.kind === 'commune' ? [{ term: 'Code INSEE', description: facts.code }] : []),
              ...(facts.postalCodes.length > 0
                ? [{ term: 'Code postal', description: facts.postalCodes.join(', ') }]
                : []),
              ...(facts.population > 0
                ? [{ term: 'Population', description: `${formatNumber(facts.population)} habitants` }]
                : []),
              ...(facts.epciName ? [{ term: 'Intercommunalité', description: facts.epciName }] : []),
            ]
          : []),
        {
          term: 'Messagerie officielle',
          description: mailbox ?? 'inconnue : l’opérateur peut l’enregistrer',
        },
      ]}
    />
  </Section>
);
