/** Pages where a link is made. */
import { newId } from '../../../platform/ids.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { newToken } from '../../../platform/tokens.ts';
import {
  Button,
  ButtonLink,
  DefinitionList,
  errorOf,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Panel,
  RadioCards,
  Select,
  Toolbar,
} from '../../../web/components/index.ts';
import { formatDate, formatSize, plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type File, type Folder, kindOf } from '../../repository/index.ts';
import {
  FILES_TAKEN,
  LIFETIMES,
  SHORTEST_PASSWORD,
  SIZES_TAKEN,
  USUAL_FILES,
  USUAL_LIFETIME,
  USUAL_SIZE,
} from '../rules.ts';
import type { SharedLink } from '../schema.ts';
import { addressOf, CRUMBS, factsOf, IN_LIST, LIST } from './facts.tsx';

const lifetimeLabel = (days: number, now: Date): string => {
  const end = formatDate(new Date(now.getTime() + days * 24 * 3600 * 1000));
  return days === 365 ? `1 an, jusqu’au ${end}` : `${plural(days, 'jour')}, jusqu’au ${end}`;
};

export const NewLinkPage = (props: {
  chrome: Chrome;
  target: File | Folder;
  kind: 'lire' | 'deposer';
  errors: readonly FieldError[];
  typed: Readonly<Record<string, string>>;
  now: Date;
}) => {
  const { target, typed, errors } = props;
  const isFolder = kindOf(target.id) === 'folder';
  const chosen = (name: string, usual: number): string => typed[name] ?? String(usual);
  return (
    <Page
      title={`Donner un lien vers « ${target.name} »`}
      chrome={props.chrome}
      breadcrumb={[...CRUMBS, { href: addressOf(target), label: target.name }]}
      lead={
        isFolder
          ? 'Toute personne qui a ce lien pourra lire ce dossier, ou y déposer, sans compte.'
          : 'Toute personne qui a ce lien pourra lire ce fichier, sans compte.'
      }
      scripts={['once']}
    >
      <ErrorSummary errors={errors} />
      <Form action={LIST}>
        <input type="hidden" name="cible" value={target.id} />
        <input type="hidden" name="id" value={typed.id ?? newId('lnk')} />
        <input type="hidden" name="jeton" value={typed.jeton ?? newToken()} />
        {isFolder ? (
          <RadioCards
            name="pour"
            label="À quoi servira-t-il ?"
            value={typed.pour ?? props.kind}
            options={[
              {
                value: 'lire',
                title: 'Lire',
                explanation:
                  'Les fichiers de ce dossier et des dossiers qu’il contient, dans leur version du moment, ceux que vous y mettrez aussi.',
                icon: 'eye',
              },
              {
                value: 'deposer',
                title: 'Déposer',
                explanation: 'Des fichiers qui arrivent dans ce dossier, une fois vérifiés. Rien n’en est montré.',
                icon: 'upload',
              },
            ]}
          />
        ) : (
          <input type="hidden" name="pour" value="lire" />
        )}
        <Field
          name="nom"
          label="Pour qui ?"
          optional
          value={typed.nom ?? ''}
          help="Par exemple : cabinet Durand. Ce nom vous sert à retrouver le lien ; il figure au journal des ouvertures."
          error={errorOf(errors, 'nom')}
        />
        <Select
          name="jours"
          label="Pendant combien de temps ?"
          value={chosen('jours', USUAL_LIFETIME)}
          options={LIFETIMES.map((days) => ({ value: String(days), label: lifetimeLabel(days, props.now) }))}
          error={errorOf(errors, 'jours')}
        />
        <Field
          name="motdepasse"
          label="Mot de passe"
          optional
          autocomplete="off"
          spellcheck={false}
          width="medium"
          help={`${SHORTEST_PASSWORD} caractères au moins. Donnez-le autrement que le lien : au téléphone, par exemple.`}
          error={errorOf(errors, 'motdepasse')}
        />
        {isFolder && (
          <div class="pair">
            <Select
              name="fichiers"
              label="Si c’est pour déposer : nombre de fichiers"
              value={chosen('fichiers', USUAL_FILES)}
              options={FILES_TAKEN.map((most) => ({
                value: String(most),
                label: most === 1 ? 'Un seul' : `${most} au plus`,
              }))}
              error={errorOf(errors, 'fichiers')}
            />
            <Select
              name="taille"
              label="Taille de chacun"
              value={chosen('taille', USUAL_SIZE)}
              options={SIZES_TAKEN.map((size) => ({ value: String(size), label: `${formatSize(size)} au plus` }))}
              error={errorOf(errors, 'taille')}
            />
          </div>
        )}
        <Toolbar>
          <Button icon="link">Faire le lien</Button>
          <ButtonLink href={addressOf(target)} tone="quiet">
            Annuler
          </ButtonLink>
        </Toolbar>
      </Form>
    </Page>
  );
};

/** The one page where the address stands: only its hash is kept. */
export const LinkMadePage = ({ chrome, link, url }: { chrome: Chrome; link: SharedLink; url: string }) => (
  <Page title="Votre lien est prêt" chrome={chrome} breadcrumb={IN_LIST}>
    <Notice tone="success" title="Copiez cette adresse maintenant">
      <p>Elle n’est montrée qu’ici : nous ne la gardons pas. Si elle se perd, retirez ce lien et faites-en un autre.</p>
    </Notice>
    <Panel>
      <div class="field">
        <label class="label" for="adresse">
          Adresse à envoyer
        </label>
        <input class="input" id="adresse" type="text" value={url} readonly />
      </div>
      <DefinitionList items={factsOf(link)} />
    </Panel>
    {link.password && (
      <Notice tone="info">
        <p>Ce lien demande un mot de passe. Donnez-le autrement que le lien : au téléphone, par exemple.</p>
      </Notice>
    )}
    <Toolbar>
      <ButtonLink href={`${LIST}/${link.id}`} tone="plain">
        Suivre ou retirer ce lien
      </ButtonLink>
      <ButtonLink href={addressOf(link.target)} tone="quiet">
        Revenir à « {link.target.name} »
      </ButtonLink>
    </Toolbar>
  </Page>
);
