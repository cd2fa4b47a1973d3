/* The page: two languages, one view at a time, and charts that are drawn when they come into view.
   Without it everything stands below each other, with the drawings that paper has. */
(function () {
  "use strict";

  const root = document.documentElement;
  const editions = Array.from(document.querySelectorAll(".edition"));
  const calm = { displaylogo: false, responsive: true, modeBarButtons: [["toImage", "resetScale2d"]], displayModeBar: "hover", showSendToCloud: false };
  const INK = "#1d2630", QUIET = "#56616d", RULE = "#e4e0d6", AIM = "#8a3d00", MIDDLE = "#0b4f5e", PAPER = "#ffffff";
  const BANDS = ["#88b4be", "#b9d5da", "#dfebed"];
  const TONES = { good: "#22683f", open: "#3d5a86", missing: "#a4470d", bad: "#96172e", note: "#66399b", calm: "#0b4f5e" };
  const FONT = { family: '"Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif', size: 13, color: INK };

  Plotly.register({
    moduleType: "locale", name: "nl",
    dictionary: { "Download plot as a PNG": "Bewaar als plaatje", "Download plot as a PNG...": "Bewaar als plaatje",
      "Download plot": "Bewaar als plaatje", "Reset axes": "Terug naar begin", "Zoom": "Inzoomen",
      "Double-click to zoom back out": "Dubbelklik om terug te gaan", "Taking snapshot - this may take a few seconds": "Het plaatje wordt gemaakt",
      "Snapshot succeeded": "Bewaard", "Sorry, there was a problem downloading your snapshot!": "Bewaren is niet gelukt" },
    format: { days: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
      shortDays: ["zo", "ma", "di", "wo", "do", "vr", "za"],
      months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
      shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
      date: "%d-%m-%Y", decimal: ",", thousands: "." }
  });

  /* --- Text and numbers ------------------------------------------------------------------------------------- */

  function plain(text) { /* a chart reads some marks as markup: none of ours are */
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function cut(text, most) { return text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text; }

  function figure(value, language) { /* whole numbers in full, others with three digits, as everywhere in the report */
    const whole = Number.isInteger(value);
    const decimals = whole || value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
    const places = Math.min(decimals, 12), written = String(Math.abs(value)).split("e"), power = Number(written[1] || 0);
    const rounded = Number(Math.round(Number(written[0] + "e" + (power + places))) + "e-" + places); /* halves as they are written: 1.005 becomes 1.01 */
    const parts = rounded.toFixed(places).split(".");
    const separators = language === "nl" ? [".", ","] : [",", "."];
    const grouped = parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, separators[0]);
    const rest = parts[1] ? parts[1].replace(/0+$/, "") : "";
    return (value < 0 ? "−" : "") + grouped + (rest ? separators[1] + rest : "");
  }

  function withUnit(value, model) {
    return figure(value, model.language) + (model.unit === "%" ? "%" : model.unit ? " " + model.unit : "");
  }

  function year(moment) { return String(Math.floor(moment + 0.5)); }

  /* Figures and years ahead are lists in the page, to keep it small; here they become what they mean. */
  function opened(model) {
    const found = Object.assign({}, model);
    found.seen = (model.seen || []).map(function (one) {
      const seen = { moment: one[0], value: one[1], partial: Boolean(one[4]) };
      if (one[2] !== undefined && one[2] !== null) { seen.low = one[2]; seen.high = one[3]; }
      return seen;
    });
    found.ahead = (model.ahead || []).map(function (one) {
      const bands = [];
      for (let at = 2; at + 1 < one.length; at += 2) { bands.push([one[at], one[at + 1]]); }
      return { moment: one[0], median: one[1], bands: bands };
    });
    return found;
  }

  function read(holder) { /* what is drawn in a figure; in a second language the numbers stand with the first */
    const model = JSON.parse(holder.querySelector("script").textContent);
    if (model.shared) {
      const first = read(document.getElementById(model.shared));
      return Object.assign(model, { panels: first.panels.map(function (one, at) { return Object.assign({}, one, { name: model.names[at] }); }) });
    }
    return model;
  }

  /* --- Charts ----------------------------------------------------------------------------------------------- */

  function axis(more) {
    return Object.assign({ gridcolor: RULE, zerolinecolor: QUIET, linecolor: QUIET, tickfont: { color: QUIET, size: 12 },
      fixedrange: true, automargin: true }, more);
  }

  function layout(model, more) {
    return Object.assign({ font: FONT, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", hovermode: "closest",
      separators: model.language === "nl" ? ",." : ".,", margin: { l: 20, r: 20, t: 20, b: 20 }, showlegend: false,
      hoverlabel: { align: "left", bgcolor: PAPER, bordercolor: QUIET, font: { family: FONT.family, size: 13, color: INK } } }, more);
  }

  function hovering(text) { return { hovertext: text.map(plain), hoverinfo: "text" }; }

  /* The traces of one fan; `on` says on which axes, `small` leaves out what small charts have no room for. */
  function fanTraces(model, words, on, small) {
    const traces = [], seen = model.seen || [], ahead = model.ahead || [];
    const whole = seen.filter(function (one) { return !one.partial; });
    const partial = seen.filter(function (one) { return one.partial; });
    const before = whole.filter(function (one) { return !ahead.length || one.moment < ahead[0].moment; });
    const last = before[before.length - 1];
    for (let band = 2; band >= 0; band -= 1) {
      const there = ahead.filter(function (one) { return one.bands && one.bands[band]; });
      if (!there.length || (small && band !== 1)) { continue; }
      const x = there.map(function (one) { return one.moment; });
      const low = there.map(function (one) { return one.bands[band][0]; });
      const high = there.map(function (one) { return one.bands[band][1]; });
      if (last) { x.unshift(last.moment); low.unshift(last.value); high.unshift(last.value); }
      traces.push(Object.assign({ type: "scatter", mode: "lines", x: x.concat(x.slice().reverse()), y: high.concat(low.slice().reverse()),
        fill: "toself", fillcolor: BANDS[band], line: { width: 0 }, hoverinfo: "skip", name: words["band" + band], legendrank: 30 + band,
        showlegend: !small }, on));
    }
    if (ahead.length) {
      const path = last ? [{ moment: last.moment, median: last.value }].concat(ahead) : ahead;
      traces.push(Object.assign({ type: "scatter", mode: "lines+markers", x: path.map(function (one) { return one.moment; }),
        y: path.map(function (one) { return one.median; }), line: { color: MIDDLE, width: 2, dash: "dash" },
        marker: { size: path.map(function (one, at) { return last && at === 0 ? 0 : 5; }), color: MIDDLE }, name: words.middle, legendrank: 20, showlegend: !small },
        hovering(path.map(function (one) { return aheadText(one, model, words); })), on));
    }
    (model.aims || []).forEach(function (one, at) {
      if (one.path && one.path.length > 1) {
        traces.push(Object.assign({ type: "scatter", mode: "lines", x: one.path.map(function (dot) { return dot[0]; }),
          y: one.path.map(function (dot) { return dot[1]; }), line: { color: AIM, width: 1.5, dash: "dot" }, name: words.path,
          showlegend: !small && at === 0, legendrank: 41 },
          hovering(one.path.map(function (dot) { return year(dot[0]) + ": " + withUnit(dot[1], model) + " (" + words.path + ")"; })), on));
      }
      traces.push(Object.assign({ type: "scatter", mode: "markers", x: [one.moment], y: [one.value], name: words.aim, showlegend: !small && at === 0,
        marker: { symbol: "diamond", size: small ? 8 : 12, color: AIM, line: { color: PAPER, width: 1 } }, legendrank: 40 },
        hovering([one.label]), on));
    });
    traces.push(Object.assign({ type: "scatter", mode: "lines+markers", x: gapped(whole, model).map(function (one) { return one.moment; }),
      y: gapped(whole, model).map(function (one) { return one.value; }), connectgaps: false, line: { color: INK, width: small ? 1.6 : 2.2 },
      marker: { size: small ? 4 : 8, color: INK }, name: words.figure, legendrank: 10, showlegend: !small && whole.length > 0,
      error_y: margins(whole, small) }, hovering(gapped(whole, model).map(function (one) { return seenText(one, model, words); })), on));
    if (partial.length) {
      traces.push(Object.assign({ type: "scatter", mode: "markers", x: partial.map(function (one) { return one.moment; }),
        y: partial.map(function (one) { return one.value; }), marker: { size: small ? 5 : 9, color: PAPER, line: { color: INK, width: 2 } },
        name: words.partial, legendrank: 11, showlegend: !small, error_y: ends(partial, small) },
        hovering(partial.map(function (one) { return seenText(one, model, words); })), on));
    }
    return traces;
  }

  function gapped(points, model) { /* a year without a figure leaves a gap */
    const found = [];
    points.forEach(function (one, at) {
      const step = model.step || 1;
      if (at && one.moment - points[at - 1].moment > 1.5 * step) { found.push({ moment: one.moment - step / 2, value: null }); }
      found.push(one);
    });
    return found;
  }

  function margins(points, small) {
    const there = points.some(function (one) { return one.low !== undefined; });
    return there && !small ? ends(points, small) : { visible: false };
  }

  function ends(points, small) {
    const upper = points.map(function (one) { return one.high === undefined ? 0 : one.high - one.value; });
    const lower = points.map(function (one) { return one.low === undefined ? 0 : one.value - one.low; });
    return { visible: !small, type: "data", symmetric: false, array: upper, arrayminus: lower, color: QUIET, thickness: 1.4, width: 5 };
  }

  function seenText(one, model, words) {
    if (one.value === null) { return ""; }
    const said = year(one.moment) + ": " + withUnit(one.value, model);
    if (one.partial) { return said + " (" + words.partial + ")" + (one.low === undefined ? "" : "\n" + words.whole + ": " + range(one.low, one.high, model, words)); }
    return said + (one.low === undefined ? "" : "\n" + words.margin + ": " + range(one.low, one.high, model, words));
  }

  function aheadText(one, model, words) {
    if (!one.bands) { return ""; }
    const said = [year(one.moment) + " (" + words.ahead + "): " + withUnit(rough(one.median), model)];
    one.bands.forEach(function (band, at) { said.push(words["chance" + at] + ": " + range(rough(band[0]), rough(band[1]), model, words)); });
    return said.join("\n");
  }

  function rough(value) { return value === 0 ? 0 : Number(value.toPrecision(3)); }

  function range(low, high, model, words) { return figure(low, model.language) + " " + words.to + " " + withUnit(high, model); }

  function lines(figure) { /* the library breaks lines at <br> only */
    figure.forEach(function (trace) {
      if (trace.hovertext) { trace.hovertext = trace.hovertext.map(function (one) { return one.replace(/\n/g, "<br>"); }); }
    });
    return figure;
  }

  function fan(closed, words, width) {
    const model = opened(closed), narrow = width < 560;
    const shapes = (model.breaks || []).map(function (one) {
      return { type: "line", x0: one.moment, x1: one.moment, yref: "paper", y0: 0, y1: 1, line: { color: QUIET, width: 1, dash: "dash" } };
    });
    const notes = (model.breaks || []).map(function (one) {
      return { x: one.moment, y: 1, yref: "paper", yanchor: "bottom", showarrow: false, font: { size: 11, color: QUIET }, text: plain(cut(one.title, narrow ? 28 : 60)) };
    });
    (model.missing || []).forEach(function (moment) {
      notes.push({ x: moment, y: 0, yref: "paper", yanchor: "bottom", showarrow: false, text: "×", font: { size: 16, color: TONES.missing }, hovertext: plain(words.missing) });
    });
    const absent = (model.missing || []).length ? [{ type: "scatter", mode: "markers", x: [null], y: [null], name: words.missing, legendrank: 12,
      marker: { symbol: "x-thin-open", size: 9, color: TONES.missing } }] : [];
    (model.aims || []).forEach(function (one) {
      notes.push({ x: one.moment, y: one.value, xanchor: "right", yanchor: "bottom", showarrow: false, yshift: 8, font: { size: 12, color: AIM }, text: plain(cut(one.label, narrow ? 30 : 48)) });
    });
    const moments = [].concat((model.seen || []), (model.ahead || []), (model.aims || [])).map(function (one) { return one.moment; }).concat(model.missing || []);
    const first = Math.floor(Math.min.apply(null, moments)) - 0.4, last = Math.ceil(Math.max.apply(null, moments)) + 0.4;
    const years = last - first;
    return { data: lines(fanTraces(model, words, {}, false).concat(absent)), layout: layout(model, {
      height: narrow ? 380 : 420, shapes: shapes, annotations: notes, showlegend: true,
      legend: { orientation: "h", y: -0.14, yanchor: "top", x: 0, font: { size: 12, color: QUIET } },
      margin: { l: 20, r: 16, t: notes.length ? 34 : 20, b: 20 },
      xaxis: axis({ range: [first, last], dtick: Math.max(1, Math.ceil(years * 46 / Math.max(width - 90, 120))), tick0: Math.ceil(first), tickformat: "d", showgrid: false }),
      yaxis: axis({ rangemode: model.zero === false ? "normal" : "tozero", tickformat: ",~r", ticksuffix: model.unit === "%" ? "%" : "",
        title: model.unit && model.unit !== "%" ? { text: plain(model.unit), font: { size: 12, color: QUIET } } : undefined }) }) };
  }

  function multiples(model, words, width) {
    const panels = model.panels || [], columns = Math.max(1, Math.min(5, Math.floor(width / 210), panels.length));
    const rows = Math.ceil(panels.length / columns), data = [], more = { annotations: [] };
    const highs = [], lows = [], moments = [];
    panels.forEach(function (panel) {
      const model = opened(panel.chart);
      (model.seen || []).forEach(function (one) { highs.push(one.value); lows.push(one.value); moments.push(one.moment); });
      (model.ahead || []).forEach(function (one) { moments.push(one.moment); highs.push(one.median); lows.push(one.median); });
      (model.aims || []).forEach(function (one) { highs.push(one.value); lows.push(one.value); moments.push(one.moment); });
    });
    const zero = panels.every(function (panel) { return panel.chart.zero !== false; });
    const high = Math.max.apply(null, highs), low = zero ? Math.min(0, Math.min.apply(null, lows)) : Math.min.apply(null, lows);
    const room = (high - low) * 0.12 || 1, first = Math.min.apply(null, moments) - 0.5, last = Math.max.apply(null, moments) + 0.5;
    panels.forEach(function (panel, at) {
      const row = Math.floor(at / columns), column = at % columns, name = at ? String(at + 1) : "";
      const wide = 1 / columns, tall = 1 / rows;
      const x = [column * wide + 0.012, (column + 1) * wide - 0.012], y = [1 - (row + 1) * tall + tall * 0.18, 1 - row * tall - tall * 0.2];
      const chart = Object.assign({ language: model.language, unit: model.unit }, opened(panel.chart));
      fanTraces(chart, words, { xaxis: "x" + name, yaxis: "y" + name }, true).forEach(function (trace) { data.push(trace); });
      more["xaxis" + name] = axis({ domain: x, anchor: "y" + name, range: [first, last], showgrid: false, tickformat: "d", tickvals: [Math.ceil(first), Math.floor(last)], tickfont: { size: 10, color: QUIET } });
      more["yaxis" + name] = axis({ domain: y, anchor: "x" + name, range: [low - (zero && low === 0 ? 0 : room), high + room], nticks: 3, tickformat: ",~r", automargin: false, showticklabels: column === 0, tickfont: { size: 10, color: QUIET } });
      more.annotations.push({ x: x[0], y: y[1], xref: "paper", yref: "paper", xanchor: "left", yanchor: "bottom", showarrow: false,
        text: plain(cut(panel.name, Math.floor(width / columns / 7.2))), font: { size: 12, color: INK }, align: "left" });
    });
    return { data: lines(data), layout: layout(model, Object.assign({ height: rows * 138 + 20, margin: { l: 56, r: 8, t: 6, b: 22 } }, more)) };
  }

  function bars(model, words, width) {
    const all = (model.bars || []).map(function (one) {
      return { label: one[0], value: one[1], words: one[2], tone: one[3], anchor: one[4] || "", low: one[5], high: one[6] };
    }).reverse();
    const narrow = width < 560, margined = all.some(function (one) { return one.low !== undefined && one.low !== null; });
    const room = Math.min(width * 0.42, Math.max.apply(null, all.map(function (one) { return one.label.length; })) * 7.2 + 12);
    const shapes = model.line === undefined ? [] : [{ type: "line", x0: model.line, x1: model.line, yref: "paper", y0: 0, y1: 1, line: { color: AIM, width: 1.5, dash: "dot" } }];
    const notes = shapes.length && model.line_words ? [{ x: model.line, y: 1, yref: "paper", yanchor: "bottom", showarrow: false, text: plain(cut(model.line_words, 40)), font: { size: 12, color: AIM } }] : [];
    all.forEach(function (one, at) { /* the words stand past the end of the bar and of its margin */
      const ends = [0, one.value].concat(one.high === undefined || one.high === null ? [] : [one.low, one.high]);
      notes.push({ x: Math.max.apply(null, ends), y: at, xanchor: "left", yanchor: "middle", xshift: 6, bgcolor: "#faf8f3", borderpad: 1, showarrow: false, text: plain(cut(one.words, narrow ? 16 : 34)), font: { size: 12, color: INK } });
    });
    const reach = all.reduce(function (found, one) {
      const ends = [0, one.value].concat(one.high === undefined || one.high === null ? [] : [one.low, one.high], model.line === undefined ? [] : [model.line]);
      return [Math.min(found[0], Math.min.apply(null, ends)), Math.max(found[1], Math.max.apply(null, ends))];
    }, [0, 0]);
    const longest = Math.max.apply(null, all.map(function (one) { return Math.min(one.words.length, narrow ? 16 : 34); })) * 7 + 12;
    const share = Math.min(longest / Math.max(width - room - 20, 120), 0.45), whole = (reach[1] - reach[0] || 1) / (1 - share);
    return { data: lines([Object.assign({ type: "bar", orientation: "h", y: all.map(function (one, at) { return at; }), x: all.map(function (one) { return one.value; }),
      marker: { color: all.map(function (one) { return TONES[one.tone] || TONES.calm; }) }, customdata: all.map(function (one) { return one.anchor; }),
      error_x: margined ? { type: "data", symmetric: false, color: INK, thickness: 1.3, width: 4,
        array: all.map(function (one) { return one.high === undefined || one.high === null ? 0 : one.high - one.value; }),
        arrayminus: all.map(function (one) { return one.low === undefined || one.low === null ? 0 : one.value - one.low; }) } : { visible: false } },
      hovering(all.map(function (one) { return one.label + ": " + one.words; })))]),
      layout: layout(model, { height: all.length * 30 + 60, shapes: shapes, annotations: notes, margin: { l: room, r: 12, t: 24, b: 30 }, bargap: 0.35,
        xaxis: axis({ tickformat: ",~r", nticks: narrow ? 3 : 7, ticksuffix: model.unit === "%" ? "%" : "", range: [reach[0] - whole * 0.01, reach[0] + whole] }),
        yaxis: axis({ automargin: false, showgrid: false, zeroline: false, tickvals: all.map(function (one, at) { return at; }),
          ticktext: all.map(function (one) { return plain(cut(one.label, Math.floor(room / 6.8))); }), tickfont: { size: 12, color: INK } }) }) };
  }

  function funnel(model, words) {
    const limits = model.limits || [], dots = model.dots || [];
    function bound(name, dash) {
      return { type: "scatter", mode: "lines", x: limits.map(function (one) { return one.size; }), y: limits.map(function (one) { return one[name]; }),
        line: { color: QUIET, width: 1.3, dash: dash }, hoverinfo: "skip" };
    }
    const ordinary = dots.filter(function (one) { return !one.outside; }), odd = dots.filter(function (one) { return one.outside; });
    function marks(many, symbol, colour, named) {
      return Object.assign({ type: "scatter", mode: named ? "markers+text" : "markers", x: many.map(function (one) { return one.size; }),
        y: many.map(function (one) { return one.value; }), text: many.map(function (one) { return plain(cut(one.label, 26)); }), textposition: "top center",
        textfont: { size: 12 }, marker: { symbol: symbol, size: 10, color: colour, line: { color: PAPER, width: 1 } },
        customdata: many.map(function (one) { return one.anchor || ""; }) }, hovering(many.map(function (one) { return one.label + ": " + one.words; })));
    }
    return { data: [bound("low998", "dot"), bound("high998", "dot"), bound("low95", "dash"), bound("high95", "dash"),
      marks(ordinary, "circle", MIDDLE, false), marks(odd, "diamond", TONES.bad, true)],
      layout: layout(model, { height: 430, margin: { l: 20, r: 20, t: 24, b: 20 },
        shapes: [{ type: "line", xref: "paper", x0: 0, x1: 1, y0: model.middle, y1: model.middle, line: { color: INK, width: 1.3 } }],
        annotations: [{ xref: "paper", x: 1, xanchor: "right", y: model.middle, yanchor: "bottom", showarrow: false, text: plain(model.middle_words), font: { size: 12, color: INK } }],
        xaxis: axis({ title: { text: plain(model.size_title), font: { size: 12, color: QUIET } }, tickformat: ",~r", rangemode: "tozero" }),
        yaxis: axis({ title: { text: plain(cut(model.value_title, 60)), font: { size: 12, color: QUIET } }, tickformat: ",~r", ticksuffix: model.unit === "%" ? "%" : "" }) }) };
  }

  const KINDS = { fan: fan, multiples: multiples, bars: bars, funnel: funnel };

  function wordsOf(edition) {
    if (!edition.chartWords) { edition.chartWords = JSON.parse(edition.querySelector("script.words").textContent); }
    return edition.chartWords;
  }

  function draw(holder, kind, model) {
    const edition = holder.closest(".edition"), live = holder.querySelector(".live");
    const made = KINDS[kind](model, wordsOf(edition), holder.clientWidth || 700);
    live.hidden = false;
    live.setAttribute("role", "group");
    live.setAttribute("aria-label", [model.title, model.description].filter(Boolean).join(". "));
    holder.classList.add("drawn");
    Plotly.newPlot(live, made.data, made.layout, Object.assign({ locale: edition.dataset.language }, calm)).then(function () {
      live.querySelectorAll("svg.main-svg").forEach(function (one) { one.setAttribute("aria-hidden", "true"); });
      live.on("plotly_click", function (event) {
        const anchor = event.points[0] && event.points[0].customdata;
        if (typeof anchor === "string" && anchor) { location.hash = edition.dataset.prefix + anchor; }
      });
    });
  }

  const watcher = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) { return; }
      watcher.unobserve(entry.target);
      draw(entry.target, entry.target.dataset.kind, read(entry.target));
    });
  }, { rootMargin: "200px" });

  document.querySelectorAll("figure.chart[data-kind]").forEach(function (one) { watcher.observe(one); });

  window.addEventListener("beforeprint", function () { /* what is printed is not always in view */
    document.querySelectorAll("figure.chart[data-kind]:not(.drawn)").forEach(function (one) {
      if (one.getClientRects().length && !one.querySelector(".static")) { watcher.unobserve(one); draw(one, one.dataset.kind, read(one)); }
    });
  });

  /* Figures of one organisation: a button beside each indicator that has a small chart for it. */
  document.querySelectorAll("table[data-panel]").forEach(function (table) {
    const prefix = table.closest(".edition").dataset.prefix;
    table.querySelectorAll("tbody th > a").forEach(function (link) {
      const name = link.getAttribute("href").slice(1 + prefix.length).replace(/^indicator-/, "multiples-");
      if (!document.getElementById(prefix + "chart-" + name)) { return; }
      const button = document.createElement("button");
      button.type = "button"; button.className = "small-chart"; button.textContent = table.dataset.word;
      button.dataset.multiples = name; button.dataset.panel = table.dataset.panel; button.setAttribute("aria-expanded", "false");
      link.after(" ", button);
    });
  });

  /* One small chart of many, large: it is drawn where it is asked for, from the numbers of the small ones. */
  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[data-panel]");
    if (!button) { return; }
    const edition = button.closest(".edition"), source = document.getElementById(edition.dataset.prefix + "chart-" + button.dataset.multiples);
    const row = button.closest("tr"), shown = row.nextElementSibling;
    if (shown && shown.classList.contains("drawn-row")) { shown.remove(); button.setAttribute("aria-expanded", "false"); return; }
    if (!source) { return; }
    const many = read(source), panel = many.panels[Number(button.dataset.panel)];
    const model = Object.assign({ language: many.language, unit: many.unit, title: many.title + ": " + panel.name, description: "" }, panel.chart);
    const place = document.createElement("tr"), cell = document.createElement("td"), holder = document.createElement("figure"), live = document.createElement("div");
    place.className = "drawn-row"; cell.colSpan = row.children.length; holder.className = "chart"; live.className = "live";
    holder.appendChild(live); cell.appendChild(holder); place.appendChild(cell); row.after(place);
    button.setAttribute("aria-expanded", "true");
    draw(holder, "fan", model);
  });

  /* --- Views and languages ---------------------------------------------------------------------------------- */

  function current() { return editions.find(function (one) { return one.classList.contains("on"); }) || editions[0]; }

  function choose(edition) {
    editions.forEach(function (one) { one.classList.toggle("on", one === edition); });
    root.lang = edition.dataset.language;
    document.title = edition.dataset.title;
  }

  function show(scroll) {
    let name = "";
    try { name = decodeURIComponent(location.hash.slice(1)); } catch (error) { name = ""; }
    const place = name ? document.getElementById(name) : null;
    const edition = (place && place.closest(".edition")) || current();
    choose(edition);
    const part = place && place.closest("[data-view]");
    const view = part ? part.dataset.view : "start";
    edition.querySelectorAll("[data-view]").forEach(function (one) { one.classList.toggle("on", one.dataset.view === view); });
    edition.querySelectorAll("nav.contents a").forEach(function (one) {
      if (one.dataset.to === view) { one.setAttribute("aria-current", "page"); } else { one.removeAttribute("aria-current"); }
    });
    const page = place && place.closest(".page");
    edition.querySelectorAll(".pages").forEach(function (one) { one.classList.toggle("single", Boolean(page && one.contains(page))); });
    edition.querySelectorAll(".page").forEach(function (one) { one.classList.toggle("on", one === page); });
    for (let up = place; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; } }
    if (place && place.tagName === "DETAILS") { place.open = true; }
    if (!scroll) { return; }
    if (place && place.id !== edition.dataset.prefix + "top") { place.scrollIntoView(); } else { window.scrollTo(0, 0); }
    if (place) {
      const named = place.querySelector("h2, h3") || place;
      if (!named.hasAttribute("tabindex")) { named.setAttribute("tabindex", "-1"); }
      named.focus({ preventScroll: true });
    }
  }

  /* On a narrow screen the cells of a table stand below each other, each after the word of its column. */
  document.querySelectorAll("table.stack").forEach(function (table) {
    const words = Array.from(table.querySelectorAll("thead tr:last-child th, thead tr:last-child td")).map(function (one) { return one.textContent; });
    table.querySelectorAll(":scope > tbody > tr").forEach(function (row) {
      const cells = Array.from(row.children), shift = words.length - cells.length;
      if (shift > 1 || row.classList.contains("parts")) { return; }
      cells.forEach(function (cell, at) { if (cell.tagName === "TD") { cell.dataset.label = words[at + Math.max(shift, 0)]; } });
    });
  });

  document.querySelectorAll("a.language").forEach(function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      const from = link.closest(".edition"), to = editions.find(function (one) { return one.dataset.language === link.dataset.language; });
      const name = location.hash.slice(1 + from.dataset.prefix.length);
      const there = to.dataset.prefix + (name || "top");
      if (location.hash.slice(1) === there) { choose(to); } else { location.hash = there; }
    });
  });

  document.querySelectorAll("fieldset.lines").forEach(function (field) {
    field.addEventListener("change", function (event) {
      const line = event.target.value, part = field.closest("section");
      part.querySelectorAll("svg.chain-picture > a, svg.chain-picture > g").forEach(function (one) {
        const mine = (one.dataset.line || "").split(" ");
        one.classList.toggle("dim", Boolean(line) && mine.indexOf(line) < 0);
      });
      const first = line && part.querySelector("svg.chain-picture > a:not(.dim)");
      if (first) { first.scrollIntoView({ block: "center", inline: "nearest" }); }
      part.querySelectorAll("tr[data-line]").forEach(function (one) { one.hidden = Boolean(line) && one.dataset.line.split(" ").indexOf(line) < 0; });
    });
  });

  window.addEventListener("hashchange", function () { show(true); });
  show(Boolean(location.hash));
  root.classList.add("ready");
})();
