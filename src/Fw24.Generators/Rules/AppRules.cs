using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>What an app's own settings must be.</summary>
internal static class AppRules
{
    private const int MaxTimeoutSeconds = 900;
    private const int MinMemoryMegabytes = 128;
    private const int MaxMemoryMegabytes = 10_240;

    /// <summary>Checks the settings against Lambda's limits, and the compilation against what emitted code needs.</summary>
    public static IEnumerable<Finding> Check(Fw24AppAttribute settings, AssemblyModel assembly, string className)
    {
        var findings = new FindingList("");
        if (assembly.OldLanguage.Length > 0)
        {
            findings.Add(RuleKind.LanguageVersion, null, assembly.OldLanguage);
        }

        Check(settings, findings);
        foreach (var name in assembly.AppTypes.Where(name => IsGenerated(name, assembly, className)))
        {
            findings.Add(RuleKind.NameTaken, null, name);
        }

        return findings;
    }

    private static bool IsGenerated(string name, AssemblyModel assembly, string className)
        => name == className
            || (assembly.IsExecutable && name == className + "Function")
            || (assembly.HasLambdaRecords && name == Names.LambdaRecords);

    /// <summary>Checks the settings alone, wherever they are stated.</summary>
    public static void Check(Fw24AppAttribute settings, FindingList findings)
    {
        if (!ResourceNames.IsApp(settings.Name))
        {
            findings.AddWithLegal(RuleKind.AppName, null, ResourceNames.NearestApp(settings.Name), settings.Name);
        }

        SettingsRules.Range(RuleKind.AppRange, settings.TimeoutSeconds, 1, MaxTimeoutSeconds, nameof(settings.TimeoutSeconds), findings);
        SettingsRules.Range(RuleKind.AppRange, settings.MemoryMegabytes, MinMemoryMegabytes, MaxMemoryMegabytes, nameof(settings.MemoryMegabytes), findings);
    }
}
