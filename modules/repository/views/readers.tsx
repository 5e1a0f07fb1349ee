/** Who reads a folder: the page where it is chosen, and the words that say it elsewhere. */
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  errorOf,
  Form,
  Notice,
  Panel,
  RadioCards,
  Toolbar,
} from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { Folder, Room } from '../schema.ts';
import { crumbsTo } from './folders.tsx';

/** « Lu par les rédacteurs et le référent seulement » */
export function readersWords({ readers, units, persons }: Room): string {
  if (readers === 'publishers') return 'Lu par les rédacteurs et le référent seulement';
  const parts = [
    ...(persons.length > 0 ? [plural(persons.length, 'personne')] : []),
    ...(units.length > 0 ? [plural(units.length, 'service')] : []),
  ];
  return `Lu par ${parts.join(' et ') || 'personne d’autre'} et par le référent seulement`;
}

export const RoomNotice = ({ room }: { room: Room | undefined }) =>
  room ? <p class="soft small">{readersWords(room)}.</p> : null;

interface Proposed {
  person: string;
  firstName: string;
  lastName: string;
  position?: string | undefined;
}

export const FolderReadersPage = (props: {
  chrome: Chrome;
  folder: Folder;
  /** With the version of its readers that was seen. */
  typed: { lecteurs?: string | undefined; services: readonly string[]; personnes: readonly string[]; version: number };
  /** Folders around it have readers of their own: only they read it, whatever is chosen here. */
  isWithinRoom: boolean;
  members: readonly Proposed[];
  units: readonly { id: string; name: string; members: readonly unknown[] }[];
  me: string;
  errors: readonly FieldError[];
}) => {
  const { folder, typed, members, units, errors } = props;
  const everybody = props.isWithinRoom
    ? 'Ceux qui lisent le dossier où il est rangé'
    : `Tous les membres de votre organisation (${plural(members.length, 'personne')})`;
  return (
    <Page
      title={`Qui lit « ${folder.name} » ?`}
      chrome={props.chrome}
      breadcrumb={crumbsTo(folder, true)}
      lead="Votre choix vaut pour tout ce que ce dossier contient, sous-dossiers compris, et prend effet aussitôt."
      scripts={['once']}
    >
      <ErrorSummary errors={errors} />
      {props.isWithinRoom && (
        <Notice tone="info">
          Ce dossier est rangé dans un autre qui a déjà ses propres lecteurs : personne d’autre qu’eux ne le lira.
        </Notice>
      )}
      <Form action={`/documents/dossiers/${folder.id}/lecteurs`} once>
        <input type="hidden" name="version" value={typed.version} />
        <RadioCards
          name="lecteurs"
          label="Qui le lira"
          value={typed.lecteurs}
          error={errorOf(errors, 'lecteurs')}
          options={[
            { value: 'everybody', title: everybody },
            {
              value: 'publishers',
              title: 'Les rédacteurs et le référent',
              explanation: 'Ceux qui publient pour tout le monde. Les autres ne le verront plus.',
            },
            {
              value: 'chosen',
              title: 'Quelques personnes ou services',
              explanation: 'Ceux que vous cochez ci-dessous, et le référent.',
            },
          ]}
        />
        {units.length > 0 && (
          <fieldset class="group">
            <legend>Services</legend>
            {units.map(({ id, name, members: within }) => (
              <Checkbox
                name="services"
                label={`${name} (${plural(within.length, 'personne')})`}
                id={`services-${id}`}
                value={id}
                checked={typed.services.includes(id)}
              />
            ))}
          </fieldset>
        )}
        <fieldset class="group">
          <legend>Personnes</legend>
          {members.map(({ person, firstName, lastName, position }) => (
            <Checkbox
              name="personnes"
              label={`${firstName} ${lastName}${person === props.me ? ' (vous)' : ''}`}
              id={`personnes-${person}`}
              value={person}
              checked={typed.personnes.includes(person)}
              help={position}
              error={person === members[0]?.person ? errorOf(errors, 'personnes') : undefined}
            />
          ))}
        </fieldset>
        <Panel tone="soft">
          Ceux qui ne le liront plus ne le trouveront ni dans les listes, ni par la recherche, ni par une adresse qu’ils
          auraient gardée. Ce qui en est déjà publié le reste.
        </Panel>
        <Toolbar>
          <Button>Enregistrer les lecteurs</Button>
          <ButtonLink href={`/documents/dossiers/${folder.id}`} tone="quiet">
            Annuler
          </ButtonLink>
        </Toolbar>
      </Form>
    </Page>
  );
};
