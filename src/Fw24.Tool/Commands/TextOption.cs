using System.CommandLine;

namespace Fw24.Tool.Commands;

/// <summary>Options that are texts, such as a name or a reason, which must not be blank.</summary>
internal static class TextOption
{
    /// <summary>Demands that an option is not blank where it is stated.</summary>
    /// <typeparam name="TOption">The option.</typeparam>
    /// <param name="option">The option.</param>
    public static TOption NotBlank<TOption>(this TOption option)
        where TOption : Option
    {
        option.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }] && string.IsNullOrWhiteSpace(text))
            {
                result.AddError($"{result.Option.Name} must not be blank.");
            }
        });
        return option;
    }
}
