using Microsoft.CodeAnalysis.CSharp;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules.Keys;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Apps;

/// <summary>
/// Checks the markers of a referenced assembly. Markers may not come from the generator, and their contents become names of resources and code
/// that runs where the stack is deployed. So every rule for a declaration is also checked for its marker.
/// </summary>
internal static class MarkerContents
{
    private const int MaxShown = 60;
    private const string Global = "global::";

    private static readonly HashSet<string> s_operations = new(["Insert", "Modify", "Remove"], StringComparer.Ordinal);

    /// <summary>Gets the apps whose markers are sound.</summary>
    public static EquatableArray<ReferencedApp> Sound(IEnumerable<ReferencedApp> apps)
        => apps.Where(static app => Fault(app) is null).ToEquatableArray();

    /// <summary>Gets the first marker value of an assembly that the generator would not write.</summary>
    /// <returns>The fault, for a message; <see langword="null"/> without one.</returns>
    public static string? Fault(ReferencedApp app)
        => AppFault(app.Settings)
            ?? app.Entities.Select(Fault).FirstOrDefault(static fault => fault is not null)
            ?? app.Handlers.Select(Fault).FirstOrDefault(static fault => fault is not null);

    private static string? AppFault(Fw24AppAttribute settings)
    {
        var violations = new RuleViolationList("");
        RuleRegistry.Check(settings, violations);
        return Fault("its app", settings.Name, !violations.Any());
    }

    private static string? Fault(EntitySummary entity)
    {
        var violations = new RuleViolationList("");
        RuleRegistry.Check(new EntitySettings(entity.Table, entity.Stream, entity.Audit), violations);
        return Fault("a table", entity.Table.Name, ResourceNames.IsTable(entity.Table.Name))
            ?? Fault("an entity", entity.Name, entity.Name.Length > 0 && entity.Table.Discriminator is not "")
            ?? Fault("a namespace", entity.Namespace, entity.Namespace.Length is 0 || IsFullName(entity.Namespace))
            ?? Fault("a class", entity.Prefix, IsName(entity.Prefix))
            ?? Fault("a part", entity.Model, IsFullName(entity.Model))
            ?? Fault("the key of the table", entity.Table.Name, IsKey(entity.PartitionKey) && IsKeyOrNone(entity.SortKey))
            ?? entity.Indexes.Select(static index => Fault("an index", index.Name, IsIndex(index))).FirstOrDefault(static fault => fault is not null)
            ?? Fault("the settings of the entity", entity.Name, violations.All(static violation => violation.IsAdvice));
    }

    private static string? Fault(HandlerModel handler)
    {
        var violations = new RuleViolationList("");
        RuleRegistry.Check(handler.Queue ?? new ChangeQueueAttribute(), violations);
        return Fault("a handler", handler.Name, IsName(handler.Name))
            ?? Fault("a part", handler.Model!, IsFullName(handler.Model!))
            ?? Fault("a table", handler.Table, ResourceNames.IsTable(handler.Table))
            ?? handler.Tables.Select(static table => Fault("a table", table, ResourceNames.IsTable(table))).FirstOrDefault(static fault => fault is not null)
            ?? Fault("what is handled by", handler.Name, handler.Operations.Count > 0 && handler.Operations.All(s_operations.Contains))
            ?? Fault("the settings of the handler", handler.Name, violations.All(static violation => violation.IsAdvice));
    }

    // A table "or\u000ders"
    private static string? Fault(string what, string name, bool isSound)
        => isSound ? null : $"{what} \"{(name.Length > MaxShown ? name.Substring(0, MaxShown) + "…" : name)}\"";

    private static bool IsIndex(IndexModel index)
        => ResourceNames.IsTable(index.Name)
            && Settings.IsDefined(index.Projection)
            && index.PartitionKeys.Count > 0
            && index.PartitionKeys.Count <= IndexKeyCountRule.MaxAttributes
            && index.SortKeys.Count <= IndexKeyCountRule.MaxAttributes
            && index.Keys.All(IsKey)
            && index.Include.All(static name => name.Length > 0)
            && index.Include.Count > 0 == index.Projection is IndexProjection.Include;

    private static bool IsKeyOrNone(KeyModel? key) => key is null || IsKey(key);

    private static bool IsKey(KeyModel key) => key.Attribute.Length > 0 && key.Type is "S" or "N" or "B";

    // global::Shop.ShopApp.Parts.Shop_@Order
    private static bool IsFullName(string name)
        => (name.StartsWith(Global, StringComparison.Ordinal) ? name.Substring(Global.Length) : name).Split('.').All(IsName);

    private static bool IsName(string name)
        => SyntaxFacts.IsValidIdentifier(name.StartsWith("@", StringComparison.Ordinal) ? name.Substring(1) : name);
}
