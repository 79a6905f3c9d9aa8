import { unicodePattern } from '../../engine/unicode-pattern.js';
import { Words } from '../../engine/words.js';

/**
 * Words that end the name of a street: `24 Clarke Avenue`. English, with the suffixes that the
 * postal service of the United States lists.
 *
 * @see https://pe.usps.com/text/pub28/28apc_002.htm
 */
export const STREET_ENDINGS = new Words(
  'street st avenue ave av road rd lane ln drive dr boulevard blvd court ct square sq place pl plaza plz way highway hwy parkway pkwy ' +
    'circle cir terrace ter trail trl crescent cres close alley aly crossing xing expressway expy freeway fwy loop mews row walk wharf ' +
    'yard gardens gdns grove grv hill hl park path pike pass point pt quay ridge rdg rise run turnpike tpke view vista springs ' +
    'avenues streets squares roads drives courts lanes hills ways ring gate tee kade ter körút',
);

/** Words that begin the name of a street, in Romance and Slavic languages and some others. */
export const STREET_BEGINNINGS = new Words(
  'via viale vicolo piazza piazzale piazzetta corso largo strada contrada lungomare salita ' +
    'rue avenue boulevard bd place allée allee chemin route impasse quai cours square passage sentier faubourg ' +
    'calle avenida avda av avd plaza paseo carrera carretera camino ronda travesía travesia glorieta callejón rambla rúa c/ ' +
    'rua travessa praça praca largo estrada alameda rodovia beco ladeira ' +
    'ul ulica al aleja plac os osiedle ulice náměstí namesti třída trida ulitsa prospekt ' +
    'strada bulevardul calea aleea jalan jl straße strasse am an im auf unter zum zur',
);

/** What a street is called in one word with its name: `Ziegelgasse`, `Brixtonlaan`, `Koskikatu`. */
export const STREET_ENDING = unicodePattern(
  '(?:straße|strasse|str|gasse|weg|allee|platz|damm|ufer|chaussee|steig|stieg|straat|laan|plein|gracht|dijk|singel|hof|dreef|' +
    'vej|gade|allé|torv|stræde|vænget|veien|vegen|gata|gaten|vei|veg|vägen|gatan|gränd|stigen|torget|katu|tie|kuja|polku|' +
    'raitti|tänav|puiestee|iela|gatvė|utca|útja|tér|körút|braut|stígur|gata|vegur|götu|stræti|ulica|cesta|trg|ulice)$',
);

/** Words in front of the number of a room or a house within an address. */
export const UNITS = new Words(
  'apt apartment suite ste unit flat floor fl room rm building bldg block lot box dept apto apartamento piso puerta planta ' +
    'esc escalera depto appartement appt étage bât bâtiment bureau wohnung whg etage stock stiege top tür interno int scala piano andar ' +
    'bloco sala verdieping huis bus lejl',
);

/** Particles between the words of a street or a city, in small letters. */
export const STREET_PARTICLES = new Words(
  'de la las le les los du des da do dos das di del della dei delle degli al alla van der den het ter ten op aan of the and y e i na nad ' +
    'sur sous en am an im bei vor zu zur zum ob',
);

/** Countries as they end an address, in small letters. */
export const COUNTRIES = new Words(
  'usa us uk united america canada mexico brazil argentina chile colombia peru uruguay paraguay bolivia venezuela ecuador ireland scotland ' +
    'wales england france germany deutschland italy italia spain españa portugal netherlands nederland belgium belgië belgique ' +
    'switzerland schweiz suisse austria österreich denmark danmark norway norge sweden sverige finland suomi iceland greenland ' +
    'greenlander poland polska czech slovakia hungary magyarország romania bulgaria greece cyprus malta croatia hrvatska slovenia ' +
    'serbia bosnia montenegro albania estonia latvia lithuania luxembourg russia ukraine belarus turkey türkiye israel egypt morocco tunisia ' +
    'algeria nigeria kenya ghana ethiopia tanzania africa india pakistan bangladesh nepal china japan korea taiwan thailand vietnam ' +
    'malaysia singapore indonesia philippines australia zealand emirates arabia 日本',
);

/** Months, which stand between two numbers in a date as a street does in an address. */
export const MONTH_WORDS = new Words(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov ' +
    'dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre ' +
    'décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile ' +
    'maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro dezembro maart mei',
);
