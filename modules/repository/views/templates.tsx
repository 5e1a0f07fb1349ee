/** The page where a file is begun from a template. */
import { describeFile } from '../../documents/index.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Typed } from '../../../platform/http/route.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  RadioCards,
  Toolbar,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type Folder, ROOT } from '../schema.ts';
import type { Templates } from '../service/templates.ts';
import { nameOfPlace } from './entries.tsx';
import { crumbsTo } from './folders.tsx';

export const TemplatesPage = (props: {
  chrome: Chrome;
  templates: Templates;
  /** Where the new file goes. */
  folder: Folder | undefined;
  typed: Typed;
  errors: readonly FieldError[];
}) => {
  const { templates, folder, typed, errors } = props;
  const back = folder ? `/documents/dossiers/${folder.id}` : '/documents';
  return (
    <Page
      title="Partir d’un modèle"
      chrome={props.chrome}
      breadcrumb={crumbsTo(folder, true)}
      lead={`Le nouveau fichier sera rangé dans « ${nameOfPlace(folder)} ». Le modèle reste comme il est.`}
      scripts={['once']}
    >
      <ErrorSummary errors={errors} />
      {templates.isThrownAway && (
        <Notice tone="warning" title="Le dossier des modèles est dans la corbeille">
          <p>
            <a href="/documents/corbeille">Remettez-le à sa place</a> pour repartir de ses fichiers.
          </p>
        </Notice>
      )}
      {templates.files.length > 0 ? (
        <Form action="/documents/modeles" once>
          <input type="hidden" name="dossier" value={folder?.id ?? ROOT} />
          <RadioCards
            name="modele"
            label="Le modèle"
            value={typed['modele']}
            error={errorOf(errors, 'modele')}
            options={templates.files.map((file) => ({
              value: file.id,
              title: file.name,
              explanation: describeFile(file),
            }))}
          />
          <Field
            name="nom"
            label="Nom du nouveau fichier"
            help="Par exemple : Convocation du conseil du 24 novembre."
            value={typed['nom']}
            error={errorOf(errors, 'nom')}
          />
          <Toolbar>
            <Button>Créer le fichier</Button>
            <ButtonLink href={back} tone="quiet">
              Annuler
            </ButtonLink>
          </Toolbar>
        </Form>
      ) : (
        !templates.isThrownAway && (
          <Empty
            title="Aucun modèle pour l’instant"
            action={
              templates.folder ? (
                <ButtonLink href={`/documents/dossiers/${templates.folder.id}`} icon="folder">
                  Ouvrir le dossier des modèles
                </ButtonLink>
              ) : (
                <Form action="/documents/modeles/dossier">
                  <Button icon="folder">Créer le dossier des modèles</Button>
                </Form>
              )
            }
          >
            Mettez dans ce dossier vos convocations, ordres du jour et courriers types : chacun pourra en partir.
          </Empty>
        )
      )}
    </Page>
  );
};
