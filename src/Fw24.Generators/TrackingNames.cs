namespace Fw24.Generators;

/// <summary>The names of the generator's steps, for tests that check which steps run again.</summary>
internal static class TrackingNames
{
    public const string Entities = nameof(Entities);
    public const string Refused = nameof(Refused);
    public const string Projections = nameof(Projections);
    public const string Handlers = nameof(Handlers);
    public const string Settings = nameof(Settings);
    public const string Assembly = nameof(Assembly);
    public const string References = nameof(References);
    public const string Composition = nameof(Composition);
    public const string App = nameof(App);
    public const string Lock = nameof(Lock);
    public const string Stacks = nameof(Stacks);
    public const string Infrastructure = nameof(Infrastructure);
    public const string Unheard = nameof(Unheard);
    public const string Errors = nameof(Errors);
}
