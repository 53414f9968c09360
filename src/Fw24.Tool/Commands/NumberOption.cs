using System.CommandLine;
using System.Globalization;

namespace Fw24.Tool.Commands;

/// <summary>Options that are numbers of 1 or more.</summary>
internal static class NumberOption
{
    /// <summary>Creates an option.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">The description.</param>
    /// <param name="value">The default.</param>
    public static Option<int> Create(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        Demand(option);
        return option;
    }

    /// <summary>Creates an option without a default.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">The description.</param>
    public static Option<int?> Create(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        Demand(option);
        return option;
    }

    private static void Demand(Option option) => option.Validators.Add(static result =>
    {
        if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 1))
        {
            result.AddError($"{result.Option.Name} takes a number of 1 or more, not '{text}'.");
        }
    });
}
