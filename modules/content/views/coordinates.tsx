/** How to reach an organisation, and what the register says of it: beside its publications. */
import { formatNumber } from '../../../web/format.ts';
import { Panel } from '../../../web/components/index.ts';
import type { NamedOrganisation, Presented } from '../../organisations/index.ts';

const Lines = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((line, at) => (
      <>
        {at > 0 && <br />}
        {line}
      </>
    ))}
  </>
);

/** `https://www.exemple.fr/` → `www.exemple.fr`. */
const shortened = (website: string): string => website.replace(/^https?:\/\//, '').replace(/\/$/, '');

/** Numbers that a telephone dials: `+33553000000`, `0553000000`. */
const dialled = (telephone: string): string => telephone.replace(/[ .-]/g, '');

const isKnown = ({ address, telephone, email, website, hours }: Presented): boolean =>
  [address, telephone, email, website, hours].some((said) => said !== undefined);

export const Coordinates = ({ presented }: { presented: Presented | undefined }) => {
  if (!presented || !isKnown(presented)) return null;
  const { address, telephone, email, website, hours } = presented;
  return (
    <Panel title="Coordonnées" id="coordonnees">
      <div class="stack">
        {address && (
          <p>
            <Lines text={address} />
          </p>
        )}
        {(telephone ?? email ?? website) && (
          <ul class="plain">
            {telephone && (
              <li>
                <a href={`tel:${dialled(telephone)}`}>{telephone}</a>
              </li>
            )}
            {email && (
              <li>
                <a href={`mailto:${email}`}>{email}</a>
              </li>
            )}
            {website && (
              <li>
                <a href={website} rel="noopener nofollow">
                  {shortened(website)}
                </a>
              </li>
            )}
          </ul>
        )}
        {hours && (
          <div>
            <h3>Horaires</h3>
            <p>
              <Lines text={hours} />
            </p>
          </div>
        )}
      </div>
    </Panel>
  );
};

/** « 4 312 habitants · Albret Communauté ». */
export const RegisterLine = ({ facts: { population, epciName } }: Pick<NamedOrganisation, 'facts'>) => {
  const words = [...(population > 0 ? [`${formatNumber(population)} habitants`] : []), ...(epciName ? [epciName] : [])];
  return words.length > 0 ? <p class="small">{words.join(' · ')}</p> : null;
};
