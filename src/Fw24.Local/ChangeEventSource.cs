using Fw24.Model;

namespace Fw24.Local;

/// <summary>The app and table that test events are created for.</summary>
internal sealed record ChangeEventSource(AppModel App, TableModel Table);
