using System.CommandLine;
using System.Globalization;

namespace Fw24.Tool.Commands;

/// <summary>Options that are ports.</summary>
internal static class PortOption
{
    /// <summary>Creates an option.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">Its description.</param>
    /// <param name="defaultPort">The port without it.</param>
    public static Option<int> Create(string name, string description, int defaultPort)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "PORT", DefaultValueFactory = _ => defaultPort };
        option.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ushort.MaxValue))
            {
                result.AddError($"{result.Option.Name} takes a port of 0 to {ushort.MaxValue}, not '{text}'.");
            }
        });
        return option;
    }
}
