using Fw24.Configuration;
using Fw24.Model;
using Microsoft.Extensions.Options;

namespace Fw24.Hosting;

/// <summary>Validates an app's options when the program starts.</summary>
/// <param name="app">The app.</param>
internal sealed class Fw24OptionsValidator(AppModel app) : IValidateOptions<Fw24Options>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, Fw24Options options)
    {
        if (name != app.Name)
        {
            return ValidateOptionsResult.Skip;
        }

        var failures = new List<string>();
        if (options.Stage is { } stage && !DeployedName.IsStage(stage))
        {
            failures.Add($"The stage '{stage}' of the app '{app.Name}' is malformed: it must be {DeployedName.StageForm}.");
        }

        foreach (var (table, deployed) in options.TableNames)
        {
            if (!app.Tables.Any(one => one.Name == table))
            {
                failures.Add(
                    $"{nameof(Fw24Options.TableNames)} names the table '{table}', which the app '{app.Name}' does not have. "
                    + $"Its tables are: {string.Join(", ", app.Tables.Select(static one => one.Name))}.");
            }

            if (deployed is null || !TableArn.IsPlain(deployed))
            {
                failures.Add(
                    $"The name '{deployed}' of the table '{table}' is malformed: it must be 1 to 255 letters, digits, '_', '-' and '.'.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
