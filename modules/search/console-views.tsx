/** The page of indexes, in the operator's console. */
import type { FieldError } from '../../platform/problems.ts';
import type { Typed } from '../../platform/http/route.ts';
import {
  Button,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  RadioCards,
  Row,
  Rows,
  Section,
  Status,
  When,
} from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { Rebuild } from './rebuilding.ts';
import { TEXTS } from './texts.ts';

/** An organisation has two indexes, that of its members and that of its public page: one line says both. */
function together(asked: readonly Rebuild[]): Rebuild[] {
  const lines = new Map<string, Rebuild>();
  for (const one of asked) {
    const key = `${one.label} ${one.at}`;
    const other = lines.get(key);
    const isOver = one.endedAt !== undefined && (!other || other.endedAt !== undefined);
    const { endedAt: _endedAt, ...rest } = one;
    lines.set(key, isOver ? one : rest);
  }
  return [...lines.values()];
}

export const IndexesPage = (props: {
  chrome: Chrome;
  asked: readonly Rebuild[];
  typed: Typed;
  errors: readonly FieldError[];
  isDone: boolean;
}) => {
  const { typed, errors } = props;
  return (
    <Page
      title="Index de la recherche"
      chrome={props.chrome}
      lead="Une chose publiée n’est pas trouvée, ou l’est encore après son retrait ? Refaites l’index concerné."
      scripts={['once']}
    >
      {props.isDone && (
        <Notice tone="success">
          C’est demandé. La recherche répond comme avant pendant ce temps ; comptez quelques secondes, ou quelques
          minutes pour des milliers de documents.
        </Notice>
      )}
      <ErrorSummary errors={errors} />
      <Form action="/territoire/recherche" once>
        <RadioCards
          name="which"
          label="Quel index refaire ?"
          value={typed['which']}
          error={errorOf(errors, 'which')}
          options={[
            {
              value: 'organisation',
              title: 'Celui d’une organisation',
              explanation: 'Ses documents, ce que lisent ses membres, et sa page publique.',
            },
            { value: 'network', title: TEXTS.network, explanation: 'Ce que lisent tous les membres du territoire.' },
            { value: 'public', title: TEXTS.everybody, explanation: 'Ce que tout le monde trouve, sans compte.' },
          ]}
        />
        <Field
          name="organisation"
          label="L’organisation"
          optional
          help="Pour la première réponse : la fin de son adresse publique, par exemple agen pour /c/agen."
          value={typed['organisation']}
          error={errorOf(errors, 'organisation')}
        />
        <Button>Refaire l’index</Button>
      </Form>
      {props.asked.length > 0 && (
        <Section title="Demandes" id="demandes">
          <Rows>
            {together(props.asked).map(({ label, at, endedAt }) => (
              <Row
                icon="search"
                title={label}
                detail={
                  <>
                    Demandé le <When date={at} kind="datetime" />
                  </>
                }
                end={
                  endedAt === undefined ? (
                    <Status tone="waiting">En cours</Status>
                  ) : (
                    <Status tone="done">
                      Fait, <When date={endedAt} kind="datetime" />
                    </Status>
                  )
                }
              />
            ))}
          </Rows>
        </Section>
      )}
    </Page>
  );
};
