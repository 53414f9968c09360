using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>The rules for an app's own settings.</summary>
internal static class AppRules
{
    private const int MaxTimeoutSeconds = 900;
    private const int MinMemoryMegabytes = 128;
    private const int MaxMemoryMegabytes = 10_240;

    /// <summary>Checks the settings against Lambda's limits, and the compilation against the requirements of emitted code.</summary>
    public static IEnumerable<RuleViolation> Check(Fw24AppAttribute settings, AssemblyModel assembly, string className)
    {
        var violations = new RuleViolationList("");
        if (assembly.OldLanguage.Length > 0)
        {
            violations.Add(RuleKind.LanguageVersion, null, assembly.OldLanguage);
        }

        Check(settings, violations);
        foreach (var name in assembly.AppTypes.Where(name => IsGenerated(name, assembly, className)))
        {
            violations.Add(RuleKind.NameTaken, null, name);
        }

        return violations;
    }

    private static bool IsGenerated(string name, AssemblyModel assembly, string className)
        => name == className
            || (assembly.IsExecutable && name == className + "Function")
            || (assembly.HasLambdaRecords && name == Names.LambdaRecords);

    /// <summary>Checks the settings alone, wherever they are stated.</summary>
    public static void Check(Fw24AppAttribute settings, RuleViolationList violations)
    {
        if (!ResourceNames.IsApp(settings.Name))
        {
            violations.AddWithSuggestion(RuleKind.AppName, null, ResourceNames.NearestApp(settings.Name), settings.Name);
        }

        SettingsRules.Range(RuleKind.AppRange, settings.TimeoutSeconds, 1, MaxTimeoutSeconds, nameof(settings.TimeoutSeconds), violations);
        SettingsRules.Range(RuleKind.AppRange, settings.MemoryMegabytes, MinMemoryMegabytes, MaxMemoryMegabytes, nameof(settings.MemoryMegabytes), violations);
    }
}
