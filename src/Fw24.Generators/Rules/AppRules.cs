using Fw24.Generators.Emit;
using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>What an app's own settings must be.</summary>
internal static class AppRules
{
    private const int MaxTimeoutSeconds = 900;
    private const int MinMemoryMegabytes = 128;
    private const int MaxMemoryMegabytes = 10_240;

    /// <summary>Checks the settings against Lambda's limits, and the compiler against what emitted code needs.</summary>
    public static IEnumerable<Finding> Check(Fw24AppAttribute settings, AssemblyModel assembly)
    {
        var findings = new FindingList("");
        if (assembly.OldLanguage.Length > 0)
        {
            findings.Add(RuleKind.LanguageVersion, null, assembly.OldLanguage);
        }

        Check(settings, findings);
        return findings;
    }

    /// <summary>Checks the settings alone, wherever they are stated.</summary>
    public static void Check(Fw24AppAttribute settings, FindingList findings)
    {
        if (!ResourceNames.IsApp(settings.Name))
        {
            findings.AddWithLegal(RuleKind.AppName, null, ResourceNames.NearestApp(settings.Name), Code.Plain(settings.Name));
        }

        SettingsRules.Range(RuleKind.AppRange, settings.TimeoutSeconds, 1, MaxTimeoutSeconds, nameof(settings.TimeoutSeconds), findings);
        SettingsRules.Range(RuleKind.AppRange, settings.MemoryMegabytes, MinMemoryMegabytes, MaxMemoryMegabytes, nameof(settings.MemoryMegabytes), findings);
    }
}
