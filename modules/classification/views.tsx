import type { FieldError } from '../../platform/problems.ts';
import {
  Button,
  Empty,
  ErrorSummary,
  errorOf,
  Form,
  Notice,
  Section,
  Table,
  TextArea,
  Toolbar,
  When,
} from '../../web/components/index.ts';
import { plural } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import { themesOf } from './rules.ts';
import type { Classification } from './schema.ts';

/** Names of its matters, the first level with what is under it. */
const Matters = ({ classification }: { classification: Classification }) => (
  <Table
    caption={`Matières de la version du ${classification.date}`}
    columns={[
      { label: 'Code', cell: ({ code }) => code },
      { label: 'Matière', cell: ({ label }) => label },
      {
        label: 'Sous-matières',
        cell: ({ code }) =>
          classification.matters
            .filter((one) => one.code.startsWith(`${code}.`) && one.code.split('.').length === 2)
            .map((one) => `${one.code} ${one.label}`)
            .join(', '),
      },
    ]}
    rows={themesOf(classification)}
  />
);

/** What is known, and how to give another. */
export const ClassificationPage = (props: {
  chrome: Chrome;
  known: (Classification & { importedAt: string }) | undefined;
  typed: string;
  preview?: Classification;
  errors?: readonly FieldError[];
  isDone?: boolean;
}) => {
  const { known, preview } = props;
  return (
    <Page
      title="Classification des actes"
      chrome={props.chrome}
      lead="Les matières que l’on choisit en publiant un acte. L’État les sert par l’opérateur de télétransmission."
      scripts={['once']}
      wide
    >
      {props.isDone && <Notice tone="success">La classification est enregistrée.</Notice>}
      <ErrorSummary errors={props.errors} />
      <Form action="/territoire/classification" once>
        <TextArea
          label="Fichier de classification"
          name="xml"
          rows={8}
          help="Ouvrez le fichier XML « RetourClassification » que donne votre opérateur, copiez tout, collez ici. Il remplace le précédent ; les actes déjà publiés gardent leur matière."
          value={props.typed}
          error={errorOf(props.errors, 'xml')}
        />
        <Toolbar>
          {preview && (
            <Button name="action" value="import">
              Importer {plural(preview.matters.length, 'matière')}
            </Button>
          )}
          <Button name="action" value="preview" tone={preview ? 'plain' : 'primary'}>
            {preview ? 'Vérifier de nouveau' : 'Vérifier avant d’importer'}
          </Button>
        </Toolbar>
      </Form>
      {preview && (
        <Section title="Ce qui sera enregistré">
          <Matters classification={preview} />
        </Section>
      )}
      {!preview && known && (
        <Section title="Ce qui est connu">
          <p>
            {plural(known.matters.length, 'matière')}, depuis le <When date={known.importedAt} kind="datetime" />.
          </p>
          <Matters classification={known} />
        </Section>
      )}
      {!preview && !known && (
        <Empty title="Aucune classification">
          Les actes se publient sans matière tant qu’il n’y en a pas, et restent absents des données ouvertes.
        </Empty>
      )}
    </Page>
  );
};
