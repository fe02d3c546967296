"""Words that tell whether a point, question or cry ends a sentence: abbreviations, by language.

Lower case, without their last point. How they are used is in `sentences`.
"""


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Words of which a point is a part, so that it never ends a sentence.
ABBREVIATIONS = _words(
    """mr mrs ms messrs dr drs prof profs rev hon gen col maj capt cpt lt sgt cpl cmdr adm brig gov
    sen rep pres amb insp supt ste mt vs viz cf e.g i.e eg ie mme mmes mlle mgr dña sra srta
    sig dott avv geb gen hrsg bzw vgl sog bspw z.b d.h u.a p.ej т.е им ул"""
)
# Words of which a point is a part where a number follows.
BEFORE_NUMBERS = _words(
    """no nos nr núm p pp ff vol vols bk ch chap chs fig figs tab art arts sec secs sect par para
    pt ed eds ll vv ln bd abb kap ca cir circa approx op cod ms mss jan feb mar apr jun jul aug sep
    sept oct nov dec ft lb oz стр гл рис exod lev deut josh judg kgs neh ps prov eccl isa jer
    ezek matt mk lk rom cor gal eph thess heb jas"""
)
# Words of which a point may be a part: the next word tells.
DOUBTFUL = _words("st inc ltd co corp bros jr sr esq al ph.d")
# Titles that are words or endings in other languages: a name follows.
TITLES = {
    "fr": _words("m mm me mgr"),
    "es": _words("sr d dª excmo exmo ee"),
    "pt": _words("sr d exmo exma eng"),
    "it": _words("on sigg sig.ra sig.na prof.ssa dott.ssa ing arch"),
    "nl": _words("dhr mevr mw ir ing"),
    "pl": _words("inż mgr hab"),
    "tr": _words("sn av doç"),
    "az": _words("akad"),
    "ru": _words("тов"),
}
# Abbreviations of one language, which may end a sentence: the next word tells.
OF_LANGUAGE = {
    "en": _words("esp fr dist univ assn dept est approx ibid al esqs cllr ald maj-gen lt-col"),
    "de": _words(
        """art bes ca d evtl ev ff geg ggf gest hl inkl insb jh jhdt k.u.k lt max min mio mrd nr
        o.ä phil s sen st str sr tel u u.ä u.s.w usf usw v v.chr n.chr verf vs ztr z zz zzt"""
    ),
    "fr": _words("m mm me mes mlles st ste apr av env hab j.-c art chap cie éd boul bd"),
    "es": _words(
        """sr sres d dª ud uds vd vds ee.uu uu aa.vv fdez gral pág págs ptas tel ej excmo exmo avda
        lic ing arq mons admón a.c d.c"""
    ),
    "pt": _words("sr srs d dª exmo exma v.exa eng pág págs av ex prof.ª dr.ª sto sta dep min"),
    "it": _words("on sigg sig.ra sig.na prof.ssa dott.ssa ing arch pag pagg s ss a.c d.c es cfr"),
    "nl": _words(
        "dhr mevr mw drs ir ing mr bijv o.a d.w.z d.m.v t.a.v m.b.t n.a.v i.v.m blz zgn nl resp st"
    ),
    "sv": _words("t.ex bl.a s.k d.v.s dvs kl ca resp fr.o.m t.o.m o.d jfr ang f.d"),
    "pl": _words(
        "np tzn tj tzw im św ks inż mgr hab r w wg ok godz ul al pl m.in zob por red dn ww"
    ),
    "cs": _words("např tzv tj tzn r č str ing mgr sv atd mj resp popř n.l př.n.l ul"),
    "tr": _words("sn sayın vb vs vd bkz örn yy yrd doç av alb org tğm m.ö m.s cad sok mah"),
    "az": _words("s y ş və.s akad prof dos məs bax müəl ə.m b.e"),
    "ru": _words(
        """г гг в вв тов др проф акад см ср стр руб коп тыс млн млрд обл р-н пр гр чл-корр напр
        д кв корп ст о-в оз пос св"""
    ),
    "uk": _words("р рр ст проф акад див напр грн тис млн млрд обл ім вул св м с пл буд гр"),
    "el": _words("π.χ δηλ κ κα κ.ά σελ βλ πρβλ αρ τ.χ μ.χ δρ καθ στρ π.δ ν"),
}
# After these, a point makes a number an ordinal whatever follows (German).
ORDINAL_AFTER = _words(
    """der die das dem den des im am zum zur vom beim ein eine einem einen seit ab bis jeder jede
    jedes seinem seinen seiner ihrem ihren ihrer unserem unserer"""
)
# Names in front of these say who spoke the question or cry that has just been quoted.
SAYING = _words(
    """asked said replied answered cried exclaimed shouted added inquired enquired demanded
    wondered whispered called murmured muttered began continued went thought told repeated
    screamed yelled sighed laughed insisted interrupted objected retorted says asks replies
    answers cries shouts adds fragte sagte rief antwortete erwiderte schrie meinte dit demanda
    répondit s’écria cria ajouta dijo preguntó respondió exclamó gritó disse perguntou respondeu
    chiese rispose esclamò vroeg zei riep frågade sade ropade сказал сказала спросил спросила
    ответил ответила воскликнул воскликнула крикнул dedi sordu soruşdu"""
)
# Before these, a point makes a number an ordinal (German).
MONTHS = _words(
    """januar jänner februar märz april mai juni juli august september oktober november
    dezember"""
)
