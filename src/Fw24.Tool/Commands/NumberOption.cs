using System.CommandLine;

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
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() is false && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} takes a number: 1 or more.");
            }
        });
        return option;
    }
}
