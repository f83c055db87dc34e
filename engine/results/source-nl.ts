/** Sources of settings and figures for a Dutch reader. Titles and names of publications stay as they are; what is said about them is told in
 *  Dutch. In: a source in English. Out: the same in Dutch. Pure. Sources that are not known, such as a user's own, stay as they are. */

const WHOLE: Readonly<Record<string, string>> = {
  assumption: 'aanname',
  'CBS 83678NED, Bestedingen van huishoudens 2020, 070000 Vervoer (EUR 1,000 a year by type of household); CBS, De energierekening, January 2025: EUR 2,065 a year, the mean of all households':
    'CBS 83678NED, Bestedingen van huishoudens 2020, 070000 Vervoer (€ 1.000 per jaar naar soort huishouden); CBS, De energierekening, januari 2025: € 2.065 per jaar, het gemiddelde van alle huishoudens',
  'ACM, maximum tariffs of district heat 2025; CBS, gas a dwelling by neighbourhood':
    'ACM, maximumtarieven van stadswarmte 2025; CBS, gas per woning naar buurt',
  'GDPR art. 22; Rijnstroom': 'AVG art. 22; Rijnstroom',
  'GDPR art. 35: scale of the processing': 'AVG art. 35: schaal van de verwerking',
  'GDPR art. 4(1): location data about an identifiable person':
    'AVG art. 4 lid 1: locatiegegevens over een herleidbare persoon',
  'HCM 2010, exhibit 16-4, levels of service E and F': 'HCM 2010, exhibit 16-4, afwikkelingsniveaus E en F',
  'Regeling beoordeling luchtkwaliteit 2007, method 1': 'Regeling beoordeling luchtkwaliteit 2007, methode 1',
  'Regeling beoordeling luchtkwaliteit 2007, method 1; WHO guideline (2021): 10 µg/m³ a year':
    'Regeling beoordeling luchtkwaliteit 2007, methode 1; WHO-richtlijn (2021): 10 µg/m³ per jaar',
  'SWOV, Duurzaam Veilig: separation where speed or flow is high':
    'SWOV, Duurzaam Veilig: scheiding waar snelheid of drukte hoog is',
  'Small and Rosen (1981), Econometrica 49': 'Small en Rosen (1981), Econometrica 49',
  'WHO, Environmental noise guidelines for the European Region (2018): 53 dB Lden for road traffic':
    'WHO, Environmental noise guidelines for the European Region (2018): 53 dB Lden voor wegverkeer',
  'WHO, Health economic assessment tool (HEAT) for walking and for cycling (2017); Kelly et al. (2014); value of a life: lever values.lifeValueEur':
    'WHO, Health economic assessment tool (HEAT) for walking and for cycling (2017); Kelly et al. (2014); waarde van een leven: instelling values.lifeValueEur',
  'emission factors of the run (levers emissions.*)': 'emissiefactoren van de run (instellingen emissions.*)',
  'lever charging.chargeNowShare': 'instelling charging.chargeNowShare',
  'lever values.burdenShare': 'instelling values.burdenShare',
  'lever values.publicOperatorShare': 'instelling values.publicOperatorShare',
  'relative gap, Sheffi (1985)': 'relatieve kloof, Sheffi (1985)',
  'roadside model of the run; WHO guideline (2021): 5 µg/m³ a year':
    'straatmodel van de run; WHO-richtlijn (2021): 5 µg/m³ per jaar',
  'small-cell rule of Rijnstroom: 10': 'regel voor kleine cellen van Rijnstroom: 10',
  'calibrated on trip lengths by purpose, ODiN 2023': 'geijkt op ritlengtes per motief, ODiN 2023',
  'calibrated on mode shares by distance: OViN moved to the province totals of ODiN 2023':
    'geijkt op het gebruik van vervoermiddelen per afstand: OViN, verschoven naar de totalen van de provincie in ODiN 2023',
  'calibrated on mode shares by purpose (assumption: see demand/mode-targets.ts)':
    'geijkt op het gebruik van vervoermiddelen per motief (aanname: zie demand/mode-targets.ts)',
  'calibrated on OViN mode shares by distance': 'geijkt op het gebruik van vervoermiddelen per afstand in OViN',
  'calibrated; shares inside a mode see demand/mode-targets.ts':
    'geijkt; voor aandelen binnen een vervoermiddel zie demand/mode-targets.ts',
  'The Hague routed pairs, median (Utrecht University 2023)':
    'Den Haag, mediaan van gerouteerde paren (Universiteit Utrecht 2023)',
  'assumption: tariffs by zone are means over the day': 'aanname: tarieven per zone zijn gemiddelden over de dag',
  'Electric Nation (2–3 times a week)': 'Electric Nation (2–3 keer per week)',
  'NDW 2026: most list 3 × 25 A': 'NDW 2026: de meeste hebben 3 × 25 A',
  'assumption, as in the wear per kWh': 'aanname, zoals in de slijtage per kWh',
  'Dutch off-peak tariff: 23–07 h': 'Nederlands daltarief: 23–07 uur',
  'ACM, maximum tariff 2025': 'ACM, maximumtarief 2025',
  'assumption, about the large-scale concentration of RIVM for Utrecht, 2022–2023':
    'aanname, ongeveer de grootschalige concentratie van het RIVM voor Utrecht, 2022–2023',
  'Dutch emission factor list 2026': 'Nederlandse lijst van emissiefactoren 2026',
  'gap of dynamic assignment: Chiu et al. 2011, TRB Circular E-C153':
    'verschil bij dynamische toedeling: Chiu et al. 2011, TRB Circular E-C153',
  'ElaadNL Outlook 2024, interpolated for 2025': 'ElaadNL Outlook 2024, geïnterpoleerd voor 2025',
  'about 250,000 wheelchair users in the Netherlands (assumption)':
    'ongeveer 250.000 rolstoelgebruikers in Nederland (aanname)',
  'value of time EUR 7.12/h, KiM 2023': 'reistijdwaardering € 7,12/uur, KiM 2023',
  'value of time EUR 10.42/h, KiM 2023': 'reistijdwaardering € 10,42/uur, KiM 2023',
  '0.18 kWh/km × price, plus maintenance and tyres (assumption)':
    '0,18 kWh/km × prijs, plus onderhoud en banden (aanname)',
  'national boarding fare 2025': 'landelijk basistarief 2025',
  'NS price list 2026': 'prijslijst van NS 2026',
  'NS price list 2026, falling scale': 'prijslijst van NS 2026, aflopende schaal',
  'Utrecht P+R since 2020': 'P+R Utrecht sinds 2020',
  'CROW IKOB, class 3': 'CROW IKOB, klasse 3',
  'CROW IKOB: 12 minutes in the most urban class, 8, 4 and 0 below':
    'CROW IKOB: 12 minuten in de meest stedelijke klasse, daaronder 8, 4 en 0',
  'OV-fiets: EUR 4.55 in 2024 (press on NS); 4.75 assumed': 'OV-fiets: € 4,55 in 2024 (pers over NS); 4,75 aangenomen',
  'about 80 % of those who drive to work park at their employer’s, free (Van Ommeren 2012)':
    'ongeveer 80 % van wie met de auto naar het werk gaat parkeert gratis bij de werkgever (Van Ommeren 2012)',
  'assumption, above a business permit of EUR 84 a month (Utrecht 2019), below garage subscriptions':
    'aanname, boven een bedrijfsvergunning van € 84 per maand (Utrecht 2019), onder abonnementen van garages',
  'Utrecht: residents’ discount for visitors 50 % (70 hours a quarter)':
    'Utrecht: bezoekerskorting van bewoners 50 % (70 uur per kwartaal)',
  'Utrecht 2025: EUR 41.37 a quarter (DUIC)': 'Utrecht 2025: € 41,37 per kwartaal (DUIC)',
  'Utrecht 2025: EUR 103.44 a quarter (DUIC)': 'Utrecht 2025: € 103,44 per kwartaal (DUIC)',
  'Ostermeijer, Koster and Van Ommeren (2019), Regional Science and Urban Economics 77':
    'Ostermeijer, Koster en Van Ommeren (2019), Regional Science and Urban Economics 77',
  'Ostermeijer, Koster and Van Ommeren (2019), Regional Science and Urban Economics 77: parking of EUR 1,000 is 17 % of it':
    'Ostermeijer, Koster en Van Ommeren (2019), Regional Science and Urban Economics 77: parkeren voor € 1.000 is er 17 % van',
  'MaaS pilot Leidsche Rijn (Gaiyo)': 'MaaS-pilot Leidsche Rijn (Gaiyo)',
  'Utrecht Monitor 2022: 233 per 100,000 residents': 'Utrecht Monitor 2022: 233 per 100.000 inwoners',
  'OV-fiets at the stations of Utrecht': 'OV-fiets op de stations van Utrecht',
  'assumption: room for all who cycle to a train today': 'aanname: plek voor iedereen die nu naar de trein fietst',
  'Utrecht Energized: 10 kW a car': 'Utrecht Energized: 10 kW per auto',
  'We Drive Solar practice (assumption)': 'praktijk van We Drive Solar (aanname)',
  'assumption: as what is asked, so nothing beyond it': 'aanname: wat gevraagd is, dus niets daarboven',
  'Apostolaki-Iosifidou et al. 2017: about 100–300 W; with 0.9455 each way the 87.0 % of Schram et al. 2020 at 3x16 A, 83 % at 3x6 A':
    'Apostolaki-Iosifidou et al. 2017: ongeveer 100–300 W; met 0,9455 per richting de 87,0 % van Schram et al. 2020 bij 3x16 A, 83 % bij 3x6 A',
  'assumption; measured points 3–15 W': 'aanname; gemeten laadpunten 3–15 W',
  'assumption after Keil et al. 2016': 'aanname naar Keil et al. 2016',
  'Dutch public posts have two sockets': 'Nederlandse openbare palen hebben twee aansluitingen',
  '17.3 kW is 3 × 25 A, the usual Dutch post': '17,3 kW is 3 × 25 A, de gewone Nederlandse paal',
  '17.3 kW is 3 × 25 A, 5.8 kW is 1 × 25 A': '17,3 kW is 3 × 25 A, 5,8 kW is 1 × 25 A',
  'assumption: peak of a household without cooking on gas': 'aanname: piek van een huishouden dat niet op gas kookt',
  'Schram et al. 2020: round trip 87.0 % at 3x16 A, the constant loss included':
    'Schram et al. 2020: heen en terug 87,0 % bij 3x16 A, met het vaste verlies',
  'Trentadue et al., Energies 11 (2018) 1937: 93 % at 25 °C':
    'Trentadue et al., Energies 11 (2018) 1937: 93 % bij 25 °C',
  'Flexpower Amsterdam: evening window': 'Flexpower Amsterdam: avondvenster',
  'assumption: EUR 120/kWh, 4,000 full cycles': 'aanname: € 120/kWh, 4.000 volle cycli',
  'IEC 61851-1: least current': 'IEC 61851-1: kleinste stroom',
  'CBS wijk figures': 'CBS-cijfers van de wijk',
  'CBS/Netbeheer: 10–12 panels': 'CBS/Netbeheer: 10–12 panelen',
  'assumption: as the load, small businesses only': 'aanname: zoals de vraag, alleen kleine bedrijven',
  'PVGIS 14 % with inverter; CBS 875 kWh/kWp at 1,023 kWh/m²':
    'PVGIS 14 % met omvormer; CBS 875 kWh/kWp bij 1.023 kWh/m²',
  'assumption: as the 780 m3 of gas of a dwelling in Vleuten-De Meern (CBS), 31.65 MJ/m3 at 97 %':
    'aanname: zoals de 780 m³ gas van een woning in Vleuten-De Meern (CBS), 31,65 MJ/m³ bij 97 %',
  'data sheets 2025': 'productbladen 2025',
  'assumption: shops, schools and small offices; large businesses have a medium-voltage connection of their own':
    'aanname: winkels, scholen en kleine kantoren; grote bedrijven hebben een eigen aansluiting op middenspanning',
  'energy tax 2025': 'energiebelasting 2025',
  'Dutch VAT': 'Nederlandse btw',
  'floor 50 % to 2030': 'minimum 50 % tot 2030',
  'energy tax 2026': 'energiebelasting 2026',
  'assumption: gives the mean bill of January 2025 within 6 % (CBS: EUR 2,065 for 987 m3 and 1,706 kWh)':
    'aanname: geeft de gemiddelde rekening van januari 2025 binnen 6 % (CBS: € 2.065 voor 987 m³ en 1.706 kWh)',
  'assumption: CBS 84672NED brought to 2025': 'aanname: CBS 84672NED naar 2025 gebracht',
  'ACM, 2028 at the earliest': 'ACM, op zijn vroegst 2028',
  'NDW 2026, median of 977 priced locations': 'NDW 2026, mediaan van 977 locaties met een prijs',
  'Dutch practice: 100–250': 'Nederlandse praktijk: 100–250',
  'Dutch practice: 25–60': 'Nederlandse praktijk: 25–60',
  'assumption of practice: 5 % in the cable leaves room for house connection and transformer within ±10 %':
    'aanname uit de praktijk: 5 % in de kabel laat ruimte voor huisaansluiting en transformator binnen ±10 %',
  'Dutch practice: 200–500 m': 'Nederlandse praktijk: 200–500 m',
  'assumption: homes of a model stand within a block of their connection':
    'aanname: woningen van een model staan binnen een huizenblok van hun aansluiting',
  'Dutch practice: 400 or 630 kVA per 100–250 homes': 'Nederlandse praktijk: 400 of 630 kVA per 100–250 woningen',
  'ElaadNL, Energies 13 (2020) 298: public points capped from transformer data and running sessions':
    'ElaadNL, Energies 13 (2020) 298: openbare punten begrensd naar transformatormetingen en lopende laadsessies',
  'assumption: a promise does not count on sun': 'aanname: een toezegging rekent niet op zon',
  'assumption: just above the 0.9 of EN 50160': 'aanname: net boven de 0,9 van EN 50160',
  'assumption: fast charging at EUR 0.80 in place of EUR 0.35': 'aanname: snelladen voor € 0,80 in plaats van € 0,35',
  'assumption: the tenths of 21 orders are told apart from chance':
    'aanname: bij 21 volgordes zijn de tienden van toeval te onderscheiden',
  'energy/etm_nl_curves, May noon: about 0.3 kW': 'energy/etm_nl_curves, een middag in mei: ongeveer 0,3 kW',
  'Rusck: 0.2 + 0.8/√n of a single-home peak of 5 kW': 'Rusck: 0,2 + 0,8/√n van een piek van 5 kW per woning',
  'assumption: 1,200 kWh a year for each job, three quarters of its mean after hours':
    'aanname: 1.200 kWh per jaar per baan, na werktijd drie kwart van het gemiddelde',
  'CBS: 4 kWp a home; 85 % of it at most at the plug':
    'CBS: 4 kWp per woning; daarvan hoogstens 85 % aan de aansluiting',
  'assumption: up to 3.7 kVA single-phase': 'aanname: tot 3,7 kVA op één fase',
  'ElaadNL: arrivals spread over the evening; assumption': 'ElaadNL: aankomsten verspreid over de avond; aanname',
  'BDH/RVO 2025: 30–70 kWh a day': 'BDH/RVO 2025: 30–70 kWh per dag',
  'Dutch emission factor list': 'Nederlandse lijst van emissiefactoren',
  'about the large-scale concentration of RIVM for Utrecht, 2022–2023':
    'ongeveer de grootschalige concentratie van het RIVM voor Utrecht, 2022–2023',
  'assumption; RIVM found 14 % for Dutch traffic in 2007, rising with diesel and catalysts':
    'aanname; het RIVM vond 14 % voor Nederlands verkeer in 2007, stijgend met diesel en katalysatoren',
  'Dutch emission factor list 2025, unknown source':
    'Nederlandse lijst van emissiefactoren 2025, stroom van onbekende herkomst',
  'CBS 2025: EUR 1,030 a year for a home heated by electricity':
    'CBS 2025: € 1.030 per jaar voor een woning die met stroom wordt verwarmd',
  'CBS 2025: the mean energy bill of EUR 2,065 less the EUR 1,030 of a home heated by electricity':
    'CBS 2025: de gemiddelde energierekening van € 2.065 min de € 1.030 van een woning die met stroom wordt verwarmd',
  'SWOV 2021, De Staat van de verkeersveiligheid: EUR 2.8 million a road death':
    'SWOV 2021, De Staat van de verkeersveiligheid: € 2,8 miljoen per verkeersdode',
  'charge points of the city of Utrecht by operator': 'laadpunten van de stad Utrecht per exploitant',
};

export const sourceInDutch = (source: string): string => WHOLE[source] ?? source;
