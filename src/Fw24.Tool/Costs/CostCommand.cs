using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Costs;

/// <summary><c>fw24 cost</c>: estimates what the pipeline costs, per stage, from the manifest alone.</summary>
internal static class CostCommand
{
    private const double Most = 1e12;

    private static readonly JsonSerializerOptions s_prices = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var changes = Positive("--changes-per-day", "The changes of each table in a day.", null);
        changes.Required = true;
        var item = Positive("--item-kb", "The size of an item in KB.", 1);
        var record = Positive("--record-kb", "The size of an audit record in KB.", 1);
        var handler = Positive("--handler-ms", "The time in which a handler handles a message.", 20);
        var prices = new Option<FileInfo?>("--prices")
        {
            Description = "Prices of another region: a JSON file with the members of \"prices\" in the --json output.",
            HelpName = "FILE",
        };
        var command = new Command("cost", "Estimates what the pipeline costs in a month, per stage, without the tables themselves.")
        {
            changes, item, record, handler, prices,
        };
        var manifest = ManifestOptions.AddTo(command);
        command.Does(console, (arguments, _) =>
        {
            var app = PricedManifest.Read(manifest.Read(arguments));
            var table = arguments.GetValue(prices) is { } file ? ReadPrices(file.FullName) : new PriceTable();
            var load = new Load
            {
                ChangesPerDay = arguments.GetValue(changes),
                ItemKilobytes = arguments.GetValue(item),
                RecordKilobytes = arguments.GetValue(record),
                HandlerMilliseconds = arguments.GetValue(handler),
            };
            Show(console, app, load, table);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Show(ToolConsole console, PricedApp app, Load load, PriceTable prices)
    {
        var lines = CostEstimate.Of(app, load, prices);
        var total = lines.Sum(static line => line.Dollars);
        var variants = CostVariants.Of(app)
            .Select(variant => new { variant.Name, Dollars = CostEstimate.Of(variant.App, load, prices).Sum(static line => line.Dollars) })
            .ToList();
        console.Write(
            new { app.Name, Load = load, DollarsPerMonth = total, Lines = lines, Variants = variants, Prices = prices },
            screen =>
            {
                var rows = new Table().Border(TableBorder.Rounded).AddColumns("", "");
                rows.AddColumn(new TableColumn("units a month").RightAligned()).AddColumn(new TableColumn("US$ a month").RightAligned());
                foreach (var group in lines.GroupBy(static line => line.Table))
                {
                    rows.AddRow(
                        $"[bold]{(group.Key ?? "all tables").EscapeMarkup()}[/]",
                        "",
                        "",
                        $"[bold]{Money(group.Sum(static line => line.Dollars))}[/]");
                    foreach (var line in group)
                    {
                        rows.AddRow(
                            $"  {line.Stage.EscapeMarkup()}",
                            line.What,
                            line.Units.ToString("N0", CultureInfo.InvariantCulture),
                            Money(line.Dollars));
                    }
                }

                rows.AddRow("[bold]total[/]", "", "", $"[bold]{Money(total)}[/]");
                screen.Write(rows);
                foreach (var variant in variants)
                {
                    screen.MarkupLine($"{Sign(variant.Dollars - total)}  {variant.Name.EscapeMarkup()}");
                }

                screen.MarkupLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"[grey]{load.ChangesPerDay:N0} changes a day of each table, spread evenly, items of {load.ItemKilobytes} KB, "
                    + $"all of them delivered to each "
                    + $"queue. Prices of {prices.Of.EscapeMarkup()}.[/]"));
            });
    }

    private static PriceTable ReadPrices(string file)
    {
        try
        {
            return (JsonSerializer.Deserialize<PriceTable>(File.ReadAllBytes(file), s_prices)
                ?? throw new ToolException($"{file} has no prices.")).Checked(file);
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException)
        {
            throw new ToolException($"{file} is not a file of prices: {exception.Message}", exception);
        }
    }

    private static string Money(decimal dollars) => dollars.ToString("N2", CultureInfo.InvariantCulture);

    private static string Sign(decimal dollars) => dollars.ToString("+#,##0.00;-#,##0.00;0.00", CultureInfo.InvariantCulture).PadLeft(10);

    private static Option<double> Positive(string name, string description, double? value)
    {
        var option = new Option<double>(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Most)
                {
                    return number;
                }

                result.AddError($"{name} takes a number greater than 0 and at most {Most:N0}, not '{text}'.");
                return 0;
            },
        };
        if (value is { } initial)
        {
            option.DefaultValueFactory = _ => initial;
        }

        return option;
    }
}
