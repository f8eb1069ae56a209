/**
 * Countries in which every clock shows the same time (Unicode CLDR 48), each with its calling code (`-` where several
 * countries share one) and one of its time zones. Countries with several times are left out on purpose.
 */
export const countryZones =
  'AD 376 Europe/Andorra|AE 971 Asia/Dubai|AF 93 Asia/Kabul|AG - America/Antigua|AI - America/Anguilla|' +
  'AL 355 Europe/Tirane|AM 374 Asia/Yerevan|AO 244 Africa/Luanda|AR 54 America/Argentina/Buenos_Aires|' +
  'AT 43 Europe/Vienna|AW 297 America/Aruba|AX - Europe/Mariehamn|AZ 994 Asia/Baku|BA 387 Europe/Sarajevo|' +
  'BB - America/Barbados|BD 880 Asia/Dhaka|BE 32 Europe/Brussels|BF 226 Africa/Ouagadougou|BG 359 Europe/Sofia|' +
  'BH 973 Asia/Bahrain|BI 257 Africa/Bujumbura|BJ 229 Africa/Porto-Novo|BM - Atlantic/Bermuda|BN 673 Asia/Brunei|' +
  'BO 591 America/La_Paz|BS - America/Nassau|BT 975 Asia/Thimphu|BW 267 Africa/Gaborone|BY 375 Europe/Minsk|' +
  'BZ 501 America/Belize|CF 236 Africa/Bangui|CG 242 Africa/Brazzaville|CH 41 Europe/Zurich|CI 225 Africa/Abidjan|' +
  'CM 237 Africa/Douala|CO 57 America/Bogota|CR 506 America/Costa_Rica|CU 53 America/Havana|' +
  'CV 238 Atlantic/Cape_Verde|CW - America/Curacao|CY 357 Asia/Nicosia|CZ 420 Europe/Prague|DE 49 Europe/Berlin|' +
  'DJ 253 Africa/Djibouti|DK 45 Europe/Copenhagen|DM - America/Dominica|DO - America/Santo_Domingo|' +
  'DZ 213 Africa/Algiers|EE 372 Europe/Tallinn|EG 20 Africa/Cairo|ER 291 Africa/Asmera|ET 251 Africa/Addis_Ababa|' +
  'FI 358 Europe/Helsinki|FJ 679 Pacific/Fiji|FO 298 Atlantic/Faeroe|FR 33 Europe/Paris|GA 241 Africa/Libreville|' +
  'GB 44 Europe/London|GD - America/Grenada|GE 995 Asia/Tbilisi|GG - Europe/Guernsey|GH 233 Africa/Accra|' +
  'GI 350 Europe/Gibraltar|GM 220 Africa/Banjul|GN 224 Africa/Conakry|GP 590 America/Guadeloupe|' +
  'GQ 240 Africa/Malabo|GR 30 Europe/Athens|GT 502 America/Guatemala|GU - Pacific/Guam|GW 245 Africa/Bissau|' +
  'GY 592 America/Guyana|HK 852 Asia/Hong_Kong|HN 504 America/Tegucigalpa|HR 385 Europe/Zagreb|' +
  'HT 509 America/Port-au-Prince|HU 36 Europe/Budapest|IE 353 Europe/Dublin|IL 972 Asia/Jerusalem|' +
  'IM - Europe/Isle_of_Man|IN 91 Asia/Calcutta|IQ 964 Asia/Baghdad|IR 98 Asia/Tehran|IS 354 Atlantic/Reykjavik|' +
  'IT 39 Europe/Rome|JE - Europe/Jersey|JM - America/Jamaica|JO 962 Asia/Amman|JP 81 Asia/Tokyo|' +
  'KE 254 Africa/Nairobi|KG 996 Asia/Bishkek|KH 855 Asia/Phnom_Penh|KM 269 Indian/Comoro|KN - America/St_Kitts|' +
  'KP 850 Asia/Pyongyang|KR 82 Asia/Seoul|KW 965 Asia/Kuwait|KY - America/Cayman|KZ - Asia/Almaty|' +
  'LA 856 Asia/Vientiane|LB 961 Asia/Beirut|LC - America/St_Lucia|LI 423 Europe/Vaduz|LK 94 Asia/Colombo|' +
  'LR 231 Africa/Monrovia|LS 266 Africa/Maseru|LT 370 Europe/Vilnius|LU 352 Europe/Luxembourg|LV 371 Europe/Riga|' +
  'LY 218 Africa/Tripoli|MA 212 Africa/Casablanca|MC 377 Europe/Monaco|MD 373 Europe/Chisinau|' +
  'ME 382 Europe/Podgorica|MG 261 Indian/Antananarivo|MK 389 Europe/Skopje|ML 223 Africa/Bamako|MM 95 Asia/Rangoon|' +
  'MO 853 Asia/Macau|MQ 596 America/Martinique|MR 222 Africa/Nouakchott|MT 356 Europe/Malta|' +
  'MU 230 Indian/Mauritius|MV 960 Indian/Maldives|MW 265 Africa/Blantyre|MY 60 Asia/Kuala_Lumpur|' +
  'MZ 258 Africa/Maputo|NA 264 Africa/Windhoek|NE 227 Africa/Niamey|NG 234 Africa/Lagos|NI 505 America/Managua|' +
  'NL 31 Europe/Amsterdam|NO 47 Europe/Oslo|NP 977 Asia/Katmandu|OM 968 Asia/Muscat|PA 507 America/Panama|' +
  'PE 51 America/Lima|PH 63 Asia/Manila|PK 92 Asia/Karachi|PL 48 Europe/Warsaw|PY 595 America/Asuncion|' +
  'QA 974 Asia/Qatar|RO 40 Europe/Bucharest|RS 381 Europe/Belgrade|RW 250 Africa/Kigali|SA 966 Asia/Riyadh|' +
  'SC 248 Indian/Mahe|SD 249 Africa/Khartoum|SE 46 Europe/Stockholm|SG 65 Asia/Singapore|SI 386 Europe/Ljubljana|' +
  'SK 421 Europe/Bratislava|SL 232 Africa/Freetown|SM 378 Europe/San_Marino|SN 221 Africa/Dakar|' +
  'SO 252 Africa/Mogadishu|SR 597 America/Paramaribo|SS 211 Africa/Juba|SV 503 America/El_Salvador|' +
  'SY 963 Asia/Damascus|SZ 268 Africa/Mbabane|TD 235 Africa/Ndjamena|TG 228 Africa/Lome|TH 66 Asia/Bangkok|' +
  'TJ 992 Asia/Dushanbe|TM 993 Asia/Ashgabat|TN 216 Africa/Tunis|TO 676 Pacific/Tongatapu|TR 90 Europe/Istanbul|' +
  'TT - America/Port_of_Spain|TW 886 Asia/Taipei|TZ 255 Africa/Dar_es_Salaam|UG 256 Africa/Kampala|' +
  'UY 598 America/Montevideo|UZ 998 Asia/Tashkent|VA - Europe/Vatican|VC - America/St_Vincent|' +
  'VE 58 America/Caracas|VN 84 Asia/Ho_Chi_Minh|YE 967 Asia/Aden|ZA 27 Africa/Johannesburg|ZM 260 Africa/Lusaka|' +
  'ZW 263 Africa/Harare';
